// SPDX-License-Identifier: Apache-2.0
// What a person reads of their case.
#include "case_rows.hpp"
#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

Submission read_submission(const Statement& row) {
    Submission submission;
    submission.id = row.id(1);
    submission.case_number = row.text(2);
    submission.read_key_hash = row.digest(3);
    submission.withdraw_key_hash = row.digest(4);
    row.fixed(5, submission.mailbox_key);
    submission.statement = row.text(6);
    submission.country = row.text(7);
    submission.threat = row.text(8);
    submission.created = row.time(9);
    if (!row.is_null(10)) submission.opened = row.time(10);
    return submission;
}

/// Of the row that `row` stands on.
CaseView read_case(Connection& connection, const Statement& row) {
    const std::int64_t n = row.integer(0);
    CaseView view;
    view.submission = read_submission(row);
    static const std::string items_sql =
        std::string("SELECT ") + item_columns +
        " FROM item JOIN submission ON submission.n = item.submission WHERE item.submission = ?1 ORDER BY item.n";
    Statement items = connection.prepare(items_sql.c_str());
    items.bind(n);
    while (items.step()) view.items.push_back(read_item(items));
    Statement verdicts = connection.prepare(
        "SELECT partner.id, item.id, verdict, at FROM item JOIN feedback ON feedback.item = item.n "
        "JOIN partner ON partner.n = feedback.partner WHERE submission = ?1 ORDER BY item.n, at, partner.n");
    verdicts.bind(n);
    while (verdicts.step()) {
        view.feedback.push_back({.partner = verdicts.id(0),
                                 .item = verdicts.id(1),
                                 .verdict = verdicts.as<Verdict>(2),
                                 .at = verdicts.time(3)});
    }
    Statement messages = connection.prepare("SELECT count(*) FROM message WHERE submission = ?1");
    messages.bind(n);
    if (messages.step()) view.messages = messages.as<std::uint64_t>(0);
    return view;
}

CaseView view_case(Connection& connection, Statement& row) {
    if (!row.step()) throw Failure{StoreError::not_found};
    return read_case(connection, row);
}

}  // namespace

Result<CaseView> SqliteStore::case_by_read_key(const Digest256& read_key_hash) {
    return read([&](Connection& connection) {
        Statement row = connection.prepare("SELECT * FROM submission WHERE read_key_hash = ?1");
        row.bind(read_key_hash);
        return view_case(connection, row);
    });
}

Result<CaseView> SqliteStore::case_by_number(const std::string& case_number) {
    return read([&](Connection& connection) {
        Statement row = connection.prepare("SELECT * FROM submission WHERE case_number = ?1");
        row.bind(case_number);
        return view_case(connection, row);
    });
}

Result<std::vector<CaseView>> SqliteStore::unopened_cases(UnixMillis before, std::uint32_t limit) {
    return read([&](Connection& connection) {
        std::vector<CaseView> views;
        Statement rows = connection.prepare("SELECT * FROM submission WHERE opened < ?1 ORDER BY opened, n LIMIT ?2");
        rows.bind(before, limit);
        while (rows.step()) views.push_back(read_case(connection, rows));
        return views;
    });
}

Result<CaseView> SqliteStore::case_by_withdraw_key(const Digest256& withdraw_key_hash) {
    return read([&](Connection& connection) {
        Statement row = connection.prepare("SELECT * FROM submission WHERE withdraw_key_hash = ?1");
        row.bind(withdraw_key_hash);
        return view_case(connection, row);
    });
}

Result<std::optional<Submission>> SqliteStore::submission(const Id128& id) {
    return read([&](Connection& connection) -> std::optional<Submission> {
        Statement row = connection.prepare("SELECT * FROM submission WHERE id = ?1");
        row.bind(id);
        if (!row.step()) return std::nullopt;
        return read_submission(row);
    });
}

Result<std::vector<Message>> SqliteStore::mailbox(const Id128& submission) {
    return read([&](Connection& connection) {
        const std::int64_t n = need_submission(connection, submission);
        std::vector<Message> messages;
        Statement rows = connection.prepare(
            "SELECT id, kind, at, sealed, item, expires FROM message WHERE submission = ?1 ORDER BY at, n");
        rows.bind(n);
        while (rows.step()) {
            Message message{.id = rows.id(0),
                            .kind = rows.text(1),
                            .at = rows.time(2),
                            .sealed = rows.blob(3),
                            .item = std::nullopt,
                            .expires = std::nullopt};
            if (!rows.is_null(4)) message.item = rows.id(4);
            if (!rows.is_null(5)) message.expires = rows.time(5);
            messages.push_back(std::move(message));
        }
        return messages;
    });
}

}  // namespace holdfast::store::sqlite
