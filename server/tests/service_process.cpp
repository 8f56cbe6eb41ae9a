// SPDX-License-Identifier: Apache-2.0
#include "tests/service_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/outgoing_fence.hpp"

namespace holdfast::server {

const int ended_by_the_fence = 1000 + SIGSYS;

ServiceProcess::ServiceProcess(const fs::path& folder, std::vector<std::string> arguments)
    : errors_(folder / "stderr") {
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
        const int errors = ::open(errors_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(errors, STDERR_FILENO);
        std::vector<char*> list{const_cast<char*>(SERVER_PROCESS)};
        for (std::string& each : arguments) list.push_back(each.data());
        list.push_back(nullptr);
        if (!put_up_outgoing_fence()) ::_exit(126);
        ::execv(SERVER_PROCESS, list.data());
        ::_exit(127);
    }
    ::close(out[1]);
    output_ = out[0];
}

ServiceProcess::~ServiceProcess() {
    if (child_ > 0) (void)stop(SIGKILL);
    if (output_ >= 0) ::close(output_);
}

std::string ServiceProcess::line() const {
    std::string out;
    char c = 0;
    while (::read(output_, &c, 1) == 1 && c != '\n') out.push_back(c);
    return out;
}

std::string ServiceProcess::rest() const {
    std::string out;
    char c = 0;
    while (::read(output_, &c, 1) == 1) out.push_back(c);
    return out;
}

std::uint16_t ServiceProcess::port() const {
    const std::string said = line();
    const auto colon = said.find(':', said.find("127.0.0.1"));
    return colon == std::string::npos ? std::uint16_t{0}
                                      : static_cast<std::uint16_t>(std::stoi(said.substr(colon + 1)));
}

void ServiceProcess::signal(int number) const {
    ::kill(child_, number);
}

int ServiceProcess::wait() {
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

int ServiceProcess::stop(int number) {
    signal(number);
    return wait();
}

std::string ServiceProcess::errors() const {
    std::ifstream file(errors_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void WithService::SetUp() {
    std::string pattern = (fs::temp_directory_path() / "holdfast-serve-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    fs::create_directories(folder_ / "page/assets");
    std::ofstream(folder_ / "page/index.html") << "<!doctype html><title>page</title>";
    std::ofstream(folder_ / "page/assets/a-1.js") << "1;";
}

void WithService::TearDown() {
    fs::remove_all(folder_);
}

std::vector<std::string> WithService::arguments(const std::vector<std::string>& more) const {
    std::vector<std::string> out{"--data",       (folder_ / "data").string(),
                                 "--listen",     "127.0.0.1:0",
                                 "--operations", "off",
                                 "--page",       (folder_ / "page").string(),
                                 "--threads",    "2"};
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

std::optional<RawResponse> WithService::ask(std::uint16_t port, const std::string& bytes) {
    RawClient client(port);
    client.send(bytes);
    return client.receive();
}

}  // namespace holdfast::server
