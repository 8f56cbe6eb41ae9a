// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without a fuzzer, as a test of every build: on each file of a folder, or, when none is named, on
// inputs made from a seed. The name of each file is printed before it is run, so that the last one is the culprit.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& name, const std::vector<std::uint8_t>& input) {
    std::puts(name.c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::size_t replay(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        run(file.filename(), {std::istreambuf_iterator<char>(in), {}});
    }
    return files.size();
}

std::size_t replay_made_up() {
    constexpr std::size_t inputs = 500;
    constexpr std::size_t longest = 4096;
    std::uint64_t state = 1;
    const auto draw = [&state] {  // splitmix64 (Steele, Lea, Flood 2014)
        std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    };
    for (std::size_t i = 0; i < inputs; ++i) {
        std::vector<std::uint8_t> input(draw() % (1 + longest * i / inputs));
        const bool text = i % 2 == 0;
        for (std::uint8_t& byte : input) byte = static_cast<std::uint8_t>(text ? ' ' + draw() % 95 : draw());
        run("made up " + std::to_string(i), input);
    }
    return inputs;
}

}  // namespace

int main(int count, char** arguments) {
    const std::size_t done = count > 1 ? replay(arguments[1]) : replay_made_up();
    if (done > 0) return 0;
    std::fputs("no inputs\n", stderr);
    return 1;
}
