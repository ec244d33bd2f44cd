// Allocates in functions of namespaces, templates and the standard library, which -O2 inlines.
#include <map>
#include <string>
#include <vector>

namespace app {

class Cache {
public:
  void put(const std::string &key, int value) { lists[key].push_back(value); }

private:
  std::map<std::string, std::vector<int>> lists;
};

template <typename Count>
__attribute__((noinline)) void fill(Cache &cache, Count count) {
  for (Count i = 0; i < count; i++) cache.put("a key too long to be stored in the string " + std::to_string(i % 7), int(i));
}

} // namespace app

int main() {
  app::Cache cache;
  app::fill<long>(cache, 50);
}
