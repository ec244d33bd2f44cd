/* Containers, strings, an exception and a stream, used rightly on two threads; then one element too many is read. */

#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

static size_t use_containers(unsigned seed) {
  std::map<std::string, std::vector<int>> lists;
  std::vector<std::shared_ptr<std::string>> texts;
  for (int i = 0; i < 1000; i++) {
    seed = seed * 1664525u + 1013904223u;
    lists[std::to_string(seed % 97)].push_back(i);
    texts.push_back(std::make_shared<std::string>(seed % 200, 'a'));
    if (seed % 7 == 0) lists.erase(lists.begin());
  }
  try {
    if (texts.at(lists.size() + texts.size())->empty()) return 0;
  } catch (const std::out_of_range &) {
    return lists.size();
  }
  return texts.size();
}

__attribute__((noinline)) static int read_past(const std::vector<int> &list) { return list.data()[list.size()]; }

int main() {
  size_t there = 0;
  std::thread thread([&there] { there = use_containers(1); });
  size_t here = use_containers(2);
  thread.join();
  std::vector<int> list(10, 1);
  std::cerr << "finished: " << here + there << (read_past(list) == 1 ? "" : ".") << "\n";
  return 0;
}
