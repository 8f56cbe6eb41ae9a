// SPDX-License-Identifier: Apache-2.0
// holdfast case payment
#include <memory>

#include "case_commands.hpp"
#include "case_known_steps.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    TypedInto into;
    std::string kind;
    std::string when;
    evidence::Payment payment;
};

int put(const Options& options) {
    return type_in(
        options.into, [&options](evidence::CaseFacts& facts, const evidence::Moment&) -> PackResult<std::string> {
            evidence::Payment payment = options.payment;
            payment.kind = options.kind == "asked" ? evidence::PaymentKind::asked : evidence::PaymentKind::paid;
            if (auto read = read_moment("--when", options.when, payment.when); !read)
                return std::unexpected(std::move(read.error()));
            facts.payments.push_back(std::move(payment));
            return "payment/" + std::to_string(facts.payments.size());
        });
}

}  // namespace

void add_case_payment(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("payment", "Note what was asked for, or paid");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_typed_options(command, options->into);
    command.add_option("KIND", options->kind, "asked or paid.").one_of({"asked", "paid"}).type_name("").required();
    command.add_option("--amount", options->payment.amount, "Digits, at most one point.").option_text("200.00");
    command.add_option("--currency", options->payment.currency, "GBP, EUR, BTC.").option_text("GBP");
    command.add_option("--when", options->when, "2026-11-20, 2026-11-20T18:45, about 2026-11-20.").option_text("TIME");
    command.add_option("--method", options->payment.method, "Bank transfer, gift card, wallet.").option_text("TEXT");
    command.add_option("--to", options->payment.to, "Account, wallet, name.").option_text("TEXT");
    command.add_option("--reference", options->payment.reference, "Of the bank or the shop.").option_text("TEXT");
    command.add_option("--note", options->payment.note, "Anything else.").option_text("TEXT");
    command.footer("  holdfast case payment meadow/ paid --amount 200 --currency GBP --method \"bank transfer\"\n\n" +
                   std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = put(*options); });
}

}  // namespace holdfast::cli
