// SPDX-License-Identifier: Apache-2.0
#include "service/log_writer.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <mutex>

#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server {
namespace {

std::string_view level_name(LogLevel level) noexcept {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "error";
}

spdlog::level::level_enum to_spdlog(LogLevel level) noexcept {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::string time_now() {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::int64_t millis = now.time_since_epoch().count();
    std::string out = to_rfc3339(UnixMillis{millis});
    const std::string fraction = std::to_string(1000 + millis % 1000);
    return out.replace(out.size() - 1, 1, "." + fraction.substr(1) + "Z");
}

class FunctionSink final : public spdlog::sinks::base_sink<std::mutex> {
  public:
    explicit FunctionSink(std::function<void(std::string_view)> write) : write_(std::move(write)) {}

  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        write_({message.payload.data(), message.payload.size()});
    }
    void flush_() override {}

  private:
    std::function<void(std::string_view)> write_;
};

class SpdlogLog final : public Log {
  public:
    SpdlogLog(spdlog::sink_ptr sink, spdlog::level::level_enum level, LogFormat format)
        : logger_("holdfast", std::move(sink)), format_(format) {
        logger_.set_pattern("%v");
        logger_.set_level(level);
    }

    void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) noexcept override {
        const auto at = to_spdlog(level);
        if (!logger_.should_log(at)) return;
        try {
            const std::string line =
                format_ == LogFormat::json ? as_json(level, event, fields) : as_text(level, event, fields);
            logger_.log(at, spdlog::string_view_t(line.data(), line.size()));
        } catch (...) {
            return;  // out of memory: the service goes on without this line
        }
    }

  private:
    static std::string as_json(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
        JsonWriter json;
        json.object().key("time").value(time_now()).key("level").value(level_name(level)).key("event").value(event);
        for (const LogField& field : fields) json.key(field.name).value(field.value);
        json.end();
        return json.take();
    }

    static std::string as_text(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
        std::string out = time_now();
        out.append(" ").append(level_name(level)).append(" ").append(event);
        for (const LogField& field : fields) out.append(" ").append(field.name).append("=").append(field.value);
        return out;
    }

    spdlog::logger logger_;
    LogFormat format_;
};

}  // namespace

std::unique_ptr<Log> make_log(std::string_view level, LogFormat format, std::function<void(std::string_view)> sink) {
    auto least = spdlog::level::info;
    if (level == "debug") least = spdlog::level::debug;
    if (level == "warning") least = spdlog::level::warn;
    if (level == "error") least = spdlog::level::err;
    // Shared because spdlog's loggers share their sinks.
    spdlog::sink_ptr target = sink ? spdlog::sink_ptr(std::make_shared<FunctionSink>(std::move(sink)))
                                   : spdlog::sink_ptr(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    return std::make_unique<SpdlogLog>(std::move(target), least, format);
}

}  // namespace holdfast::server
