// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_report_json.hpp"

namespace holdfast::evidence {

void put_seal(JsonWriter& to, const PackReport& report) {
    if (report.zip) {
        to.key("zip").object().key("error").value(to_text(report.zip->error));
        to.key("offset").value(report.zip->offset).key("path").value(report.zip->path);
        if (report.zip->path_fault) to.key("path_fault").value(to_text(*report.zip->path_fault));
        to.end();
    }
    to.key("problems").array();
    for (const PackProblem problem : report.problems) to.value(to_text(problem));
    to.end().key("seal").object().key("state").value(to_text(report.seal));
    if (report.seal != SealState::missing) to.key("digest").value(to_hex(report.seal_digest));
    if (report.key) to.key("key").value(sealing::to_text(*report.key));
    if (!report.comment.empty()) to.key("comment").value(report.comment);
    to.end();
}

void put_receipt(JsonWriter& to, const PackReport& report) {
    to.key("receipt").object().key("state").value(to_text(report.receipt));
    if (report.received) to.key("received").value(to_rfc3339(*report.received));
    if (!report.receipt_origin.empty()) to.key("log").value(report.receipt_origin);
    to.end();
}

void put_files(JsonWriter& to, const PackReport& report) {
    to.key("case").value(report.case_number).key("sealed_at").value(report.sealed_at).key("files").array();
    for (const FileResult& file : report.files) {
        to.object().key("path").value(file.path).key("state").value(to_text(file.state));
        to.key("holds").value(is_sound(file.state)).key("bytes").value(file.size);
        if (file.sealed_size) to.key("sealed_bytes").value(*file.sealed_size);
        if (!file.other.empty()) to.key("other").value(file.other);
        if (file.path_fault) to.key("path_fault").value(to_text(*file.path_fault));
        to.end();
    }
    to.end();
}

}  // namespace holdfast::evidence
