// Every form of operator new and delete, called as such, so that no compiler leaves one out. With an argument also
// requests that fail, which valgrind does not survive.
#include <cstddef>
#include <cstdlib>
#include <new>

struct alignas(64) Wide {
  char bytes[192];
};

static Wide *kept;

static int fail() {
  static int refused;
  volatile std::size_t tooMuch = std::size_t{1} << 60;
  if (::operator new(tooMuch, std::nothrow) == nullptr) refused++;
  std::set_new_handler([] {
    refused++;
    std::set_new_handler(nullptr);
  });
  try {
    kept = static_cast<Wide *>(::operator new(tooMuch));
  } catch (const std::bad_alloc &) {
    refused++;
  }
  return refused == 3 && kept != nullptr ? 0 : 1;
}

int main(int count, char **) {
  ::operator delete(::operator new(10));
  ::operator delete(::operator new(11), std::size_t{11});
  ::operator delete(::operator new(12, std::nothrow), std::nothrow);
  ::operator delete(::operator new(13, std::align_val_t{64}), std::align_val_t{64});
  ::operator delete(::operator new(14, std::align_val_t{64}), std::size_t{14}, std::align_val_t{64});
  ::operator delete(::operator new(15, std::align_val_t{64}, std::nothrow), std::align_val_t{64}, std::nothrow);
  ::operator delete[](::operator new[](20));
  ::operator delete[](::operator new[](21), std::size_t{21});
  ::operator delete[](::operator new[](22, std::nothrow), std::nothrow);
  ::operator delete[](::operator new[](23, std::align_val_t{64}), std::align_val_t{64});
  ::operator delete[](::operator new[](24, std::align_val_t{64}), std::size_t{24}, std::align_val_t{64});
  ::operator delete[](::operator new[](25, std::align_val_t{64}, std::nothrow), std::align_val_t{64}, std::nothrow);
  kept = static_cast<Wide *>(::operator new(sizeof(Wide), std::align_val_t{alignof(Wide)}));
  return count > 1 ? fail() : 0;
}
