// SPDX-License-Identifier: Apache-2.0
// Ways of tampering with a pack. Each is caught and named: a report that says "broken" without saying what is no help.
// Over 500 lines on purpose: one table, so that a way that is missing is seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "holdfast/evidence/pack_words.hpp"
#include "made_pack.hpp"

namespace holdfast::evidence {
namespace {

const std::string picture = "data/items/0001.png";
const std::string letter = "data/items/0002.txt";
const std::string second_letter = "data/items/0003.txt";
const std::string signature = "seal/tagmanifest-sha256.txt.minisig";
const std::string key_file_path = "seal/pack.pub";
const std::string stamp = "seal/tagmanifest-sha256.txt.tsr";
const std::string receipt = "seal/receipt.txt";

enum class Knows : std::uint8_t { key, nothing, seal };

struct Tampering {
    std::string name;
    std::function<std::string(MadePack&)> made;  // the ZIP file after it
    std::set<std::string> told;                  // "verdict:…", "seal:…", "stamp:…", "zip:…", "problem:…", "PATH:STATE"
    Knows knows = Knows::key;
};

void PrintTo(const Tampering& tampering, std::ostream* out) {
    *out << tampering.name;
}

// Everything that a report tells, but that files hold.
std::set<std::string> told_by(const PackReport& report) {
    std::set<std::string> told = {"verdict:" + std::string(to_text(report.verdict)),
                                  "seal:" + std::string(to_text(report.seal)),
                                  "stamp:" + std::string(to_text(report.time_stamp))};
    if (report.zip) {
        told.insert("zip:" + std::string(to_text(report.zip->error)));
        if (report.zip->path_fault) told.insert("name:" + std::string(to_text(*report.zip->path_fault)));
    }
    for (const PackProblem problem : report.problems) told.insert("problem:" + std::string(to_text(problem)));
    for (const FileResult& file : report.files)
        if (!is_sound(file.state)) told.insert(file.path + ":" + std::string(to_text(file.state)));
    if (!report.has_receipt) told.insert("no receipt");
    told.insert("receipt:" + std::string(to_text(report.receipt)));
    return told;
}

// Changes files and zips them as they then are.
auto files(std::function<void(MadePack&)> change) {
    return [change = std::move(change)](MadePack& pack) {
        change(pack);
        return pack.zipped();
    };
}
void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}
void rename(MadePack& pack, const std::string& from, const std::string& to) {
    for (MadeFile& file : pack.files)
        if (file.path == from) file.path = to;
}
std::string line_with(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    const std::size_t from = text.rfind('\n', at) + 1;
    return text.substr(from, text.find('\n', at) + 1 - from);
}
// The ZIP file as raw fields, to make one wrong.
RawZip raw(const MadePack& pack) {
    RawZip zip;
    for (const MadeFile& file : pack.files)
        zip.entries.push_back({.name = pack.name + "/" + file.path, .content = file.content});
    return zip;
}
auto zip_field(std::function<void(RawZip&, const std::string&)> change) {
    return [change = std::move(change)](MadePack& pack) {
        RawZip zip = raw(pack);
        change(zip, pack.name + "/");
        return raw_zip(zip);
    };
}
auto added_entry(const std::string& name) {
    return zip_field(
        [name](RawZip& zip, const std::string&) { zip.entries.push_back({.name = name, .content = "x"}); });
}

std::vector<Tampering> content_of_files() {
    return {
        {"one bit of a picture is changed",
         files([](MadePack& p) { p.content(picture)[2000] ^= 1; }),
         {"verdict:broken", picture + ":changed"}},
        {"a word of a letter is exchanged",
         files([](MadePack& p) { replace(p.content(letter), "Friday", "Monday"); }),
         {"verdict:broken", letter + ":changed"}},
        {"a line end is converted",
         files([](MadePack& p) { replace(p.content("data/exhibits.csv"), "\n", "\r\n"); }),
         {"verdict:broken", "data/exhibits.csv:lengthened"}},
        {"a picture is cut short",
         files([](MadePack& p) { p.content(picture).resize(1000); }),
         {"verdict:broken", picture + ":shortened"}},
        {"a picture lacks its last byte",
         files([](MadePack& p) { p.content(picture).pop_back(); }),
         {"verdict:broken", picture + ":shortened"}},
        {"a letter is emptied",
         files([](MadePack& p) { p.content(letter).clear(); }),
         {"verdict:broken", letter + ":shortened"}},
        {"a letter is made longer",
         files([](MadePack& p) { p.content(letter) += " And on Monday."; }),
         {"verdict:broken", letter + ":lengthened"}},
        {"an empty file is filled",
         files([](MadePack& p) { p.content("data/items/0004.bin") = "x"; }),
         {"verdict:broken", "data/items/0004.bin:lengthened"}},
        {"the cover page is exchanged",
         files([](MadePack& p) { p.content("data/START-HERE.html") = "<script></script>"; }),
         {"verdict:broken", "data/START-HERE.html:shortened"}},
        {"a picture's metadata is stripped",
         files([](MadePack& p) { p.content(picture).erase(10, 12); }),
         {"verdict:broken", picture + ":shortened"}},
        {"a redaction is undone",
         files([](MadePack& p) { p.content("data/redacted/0001-r1.png") = p.content(picture); }),
         {"verdict:broken", "data/redacted/0001-r1.png:exchanged"}},
    };
}

std::vector<Tampering> set_of_files() {
    return {
        {"a picture is removed",
         files([](MadePack& p) { p.remove(picture); }),
         {"verdict:broken", picture + ":missing", "problem:wrong_totals"}},
        {"an empty file is removed",
         files([](MadePack& p) { p.remove("data/items/0004.bin"); }),
         {"verdict:broken", "data/items/0004.bin:missing"}},
        {"two files are removed",
         files([](MadePack& p) {
             p.remove(letter);
             p.remove(second_letter);
         }),
         {"verdict:broken", letter + ":missing", second_letter + ":missing"}},
        {"a file is added",
         files([](MadePack& p) { p.content("data/items/0005.txt") = "planted"; }),
         {"verdict:broken", "data/items/0005.txt:added", "problem:wrong_totals"}},
        {"an empty file is added",
         files([](MadePack& p) { p.content("data/items/0005.txt") = ""; }),
         {"verdict:broken", "data/items/0005.txt:added"}},
        {"a file is added beside the lists",
         files([](MadePack& p) { p.content("README.txt") = "planted"; }),
         {"verdict:broken", "README.txt:added"}},
        {"a file is added to the seal",
         files([](MadePack& p) { p.content("seal/more.txt") = "planted"; }),
         {"verdict:broken", "seal/more.txt:added"}},
        {"a folder is added to the seal",
         files([](MadePack& p) { p.content("seal/x/y.tsr") = "planted"; }),
         {"verdict:broken", "seal/x/y.tsr:added"}},
        {"a system leaves a file of its own",
         files([](MadePack& p) { p.content("data/items/Thumbs.db") = "thumbs"; }),
         {"verdict:broken", "data/items/Thumbs.db:added"}},
        {"a file is renamed",
         files([](MadePack& p) { rename(p, letter, "data/items/0009.txt"); }),
         {"verdict:broken", letter + ":renamed", "data/items/0009.txt:renamed_to"}},
        {"a file is moved to another folder",
         files([](MadePack& p) { rename(p, picture, "data/redacted/0001.png"); }),
         {"verdict:broken", picture + ":renamed", "data/redacted/0001.png:renamed_to"}},
        {"a file is renamed in case alone",
         files([](MadePack& p) { rename(p, letter, "data/items/0002.TXT"); }),
         {"verdict:broken", letter + ":renamed", "data/items/0002.TXT:renamed_to"}},
        {"two files exchange their names",
         files([](MadePack& p) { std::swap(p.content(letter), p.content(second_letter)); }),
         {"verdict:broken", letter + ":exchanged", second_letter + ":exchanged"}},
        {"a file is put in another's place",
         files([](MadePack& p) { p.content(second_letter) = p.content(letter); }),
         {"verdict:broken", second_letter + ":exchanged"}},
        {"a file is there twice",
         files([](MadePack& p) {
             const std::string copy = p.content(letter);
             p.content("data/items/0007.txt") = copy;
         }),
         {"verdict:broken", "data/items/0007.txt:copied"}},
    };
}

std::vector<Tampering> lists() {
    return {
        {"a line is taken out of one manifest, with its file",
         files([](MadePack& p) {
             std::string& manifest = p.content("manifest-sha256.txt");
             replace(manifest, line_with(manifest, letter), "");
             p.remove(letter);
         }),
         {"verdict:broken", letter + ":missing", "manifest-sha256.txt:changed"}},
        {"a line is taken out of one manifest alone",
         files([](MadePack& p) {
             std::string& manifest = p.content("manifest-sha512.txt");
             replace(manifest, line_with(manifest, letter), "");
         }),
         {"verdict:broken", letter + ":disputed", "manifest-sha512.txt:changed"}},
        {"a letter is changed and listed anew in one manifest",
         files([](MadePack& p) {
             MadePack other = p;
             other.content(letter) = "something else";
             list_anew(other);
             p.content(letter) = "something else";
             p.content("manifest-sha256.txt") = other.content("manifest-sha256.txt");
         }),
         {"verdict:broken", letter + ":disputed", "manifest-sha256.txt:changed"}},
        {"a letter is changed and listed anew in both manifests",
         files([](MadePack& p) {
             const std::string tags = p.content("tagmanifest-sha256.txt");
             p.content(letter) = "something else";
             list_anew(p);
             p.content("tagmanifest-sha256.txt") = tags;
         }),
         {"verdict:broken", "manifest-sha256.txt:changed", "manifest-sha512.txt:changed", "bag-info.txt:changed",
          "seal:holds"}},
        {"everything is listed anew",
         files([](MadePack& p) {
             p.content(letter) = "something else";
             list_anew(p);
         }),
         {"verdict:broken", "seal:wrong"}},
        {"a file is removed from everywhere, and listed anew",
         files([](MadePack& p) {
             p.remove(letter);
             list_anew(p);
         }),
         {"verdict:broken", "seal:wrong"}},
        {"manifest-sha256.txt is removed",
         files([](MadePack& p) { p.remove("manifest-sha256.txt"); }),
         {"verdict:broken", "problem:manifest_missing", "manifest-sha256.txt:missing"}},
        {"manifest-sha512.txt is removed",
         files([](MadePack& p) { p.remove("manifest-sha512.txt"); }),
         {"verdict:broken", "problem:manifest_missing", "manifest-sha512.txt:missing"}},
        {"tagmanifest-sha256.txt is removed",
         files([](MadePack& p) { p.remove("tagmanifest-sha256.txt"); }),
         {"verdict:broken", "problem:manifest_missing", "seal:wrong"}},
        {"a manifest is emptied",
         files([](MadePack& p) { p.content("manifest-sha256.txt").clear(); }),
         {"verdict:broken", "manifest-sha256.txt:changed", letter + ":disputed"}},
        {"a manifest is garbage",
         files([](MadePack& p) { p.content("manifest-sha256.txt") = "\xFF\xFE garbage"; }),
         {"verdict:broken", "manifest-sha256.txt:text_malformed", "problem:manifest_malformed"}},
        {"a line stands twice in a manifest",
         files([](MadePack& p) {
             std::string& manifest = p.content("manifest-sha256.txt");
             manifest += line_with(manifest, letter);
         }),
         {"verdict:broken", letter + ":listed_wrongly", "manifest-sha256.txt:changed"}},
        {"a manifest names a file outside of the pack",
         files([](MadePack& p) {
             std::string& manifest = p.content("manifest-sha256.txt");
             std::string line = line_with(manifest, letter);
             replace(line, letter, "data/../../x.txt");
             manifest += line;
         }),
         {"verdict:broken", "data/../../x.txt:name_forbidden"}},
        {"a manifest names a tag file",
         files([](MadePack& p) {
             std::string& manifest = p.content("manifest-sha256.txt");
             std::string line = line_with(manifest, letter);
             replace(line, letter, "bagit.txt");
             manifest += line;
         }),
         {"verdict:broken", "bagit.txt:listed_wrongly"}},
        {"a manifest is written in capitals",
         files([](MadePack& p) {
             for (char& c : p.content("manifest-sha256.txt"))
                 if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
         }),
         {"verdict:broken", "manifest-sha256.txt:changed"}},
        {"a manifest of another digest is added",
         files([](MadePack& p) {
             p.content("manifest-md5.txt") = "d41d8cd98f00b204e9800998ecf8427e  data/items/0004.bin\n";
         }),
         {"verdict:broken", "problem:manifest_foreign", "manifest-md5.txt:added"}},
        {"files are to be fetched from elsewhere",
         files([](MadePack& p) { p.content("fetch.txt") = "https://example.org/a - data/items/0009.png\n"; }),
         {"verdict:broken", "problem:fetch_list", "fetch.txt:added"}},
        {"bagit.txt is removed",
         files([](MadePack& p) { p.remove("bagit.txt"); }),
         {"verdict:broken", "problem:no_pack", "bagit.txt:missing"}},
        {"bagit.txt names another version",
         files([](MadePack& p) { replace(p.content("bagit.txt"), "1.0", "0.97"); }),
         {"verdict:broken", "problem:not_bagit_1_0", "bagit.txt:changed"}},
        {"bagit.txt gets a byte order mark",
         files([](MadePack& p) { p.content("bagit.txt").insert(0, "\xEF\xBB\xBF"); }),
         {"verdict:broken", "problem:not_bagit_1_0", "bagit.txt:changed"}},
        {"the day of sealing is changed",
         files([](MadePack& p) { replace(p.content("bag-info.txt"), "2026-11-22", "2026-10-22"); }),
         {"verdict:broken", "bag-info.txt:changed"}},
        {"the case number is changed",
         files([](MadePack& p) { replace(p.content("bag-info.txt"), "HF-7K3Q", "HF-0000"); }),
         {"verdict:broken", "bag-info.txt:changed"}},
        {"the number of files is changed",
         files([](MadePack& p) { replace(p.content("bag-info.txt"), ".8\n", ".9\n"); }),
         {"verdict:broken", "bag-info.txt:changed", "problem:wrong_totals"}},
        {"a size is garbage",
         files(
             [](MadePack& p) { replace(p.content("bag-info.txt"), "Payload-File-Size: 0 ", "Payload-File-Size: x "); }),
         {"verdict:broken", "bag-info.txt:changed", "problem:manifest_malformed"}},
    };
}

std::vector<Tampering> seals() {
    const auto anew = [](SealOptions options) {
        return [options](MadePack& pack) {
            auto payload = sample_files();
            payload[4].content = "something else";
            pack = sealed_pack(payload, options);
            return pack.zip;
        };
    };
    return {
        {"the seal is removed", files([](MadePack& p) { p.remove(signature); }), {"verdict:broken", "seal:missing"}},
        {"a bit of the signature is changed",
         files([](MadePack& p) {
             std::string& text = p.content(signature);
             char& c = text[text.find('\n') + 40];
             c = c == 'A' ? 'B' : 'A';
         }),
         {"verdict:broken", "seal:wrong"}},
        {"the seal of another pack of the same key",
         files([](MadePack& p) {
             p.content(signature) = sealed_pack({{.path = "data/a", .content = "a"}}).content(signature);
         }),
         {"verdict:broken", "seal:wrong", "stamp:of_another_seal"}},
        {"the words in the seal are changed",
         files([](MadePack& p) { replace(p.content(signature), "2026-11-22T13", "2026-11-22T09"); }),
         {"verdict:broken", "seal:comment_wrong"}},
        {"words that nobody signed are put into the seal",
         files([](MadePack& p) { replace(p.content(signature), "signature of", "certified by the court:"); }),
         {"verdict:broken", "seal:malformed"}},
        {"the seal's line ends are converted",
         files([](MadePack& p) { replace(p.content(signature), "\n", "\r\n"); }),
         {"verdict:broken", "seal:malformed"}},
        {"sealed anew with another key", anew({.key = 8}), {"verdict:sealed_anew", "seal:other_key"}},
        {"sealed anew with the same key", anew({}), {"verdict:sealed_anew", "seal:other_seal"}, Knows::seal},
        {"sealed anew with another key, the old key lying beside it",
         [](MadePack& pack) {
             const std::string key = pack.content(key_file_path);
             auto payload = sample_files();
             payload[4].content = "something else";
             pack = sealed_pack(payload, {.key = 8});
             pack.content(key_file_path) = key;
             return pack.zipped();
         },
         {"verdict:broken", "seal:wrong"}},
        {"the key is exchanged",
         files([](MadePack& p) { p.content(key_file_path) = sealed_pack({}, {.key = 8}).content(key_file_path); }),
         {"verdict:broken", "problem:key_file_foreign", "seal:holds"}},
        {"the key is exchanged, and nobody knows the right one",
         files([](MadePack& p) { p.content(key_file_path) = sealed_pack({}, {.key = 8}).content(key_file_path); }),
         {"verdict:broken", "seal:wrong"},
         Knows::nothing},
        {"the key is removed",
         files([](MadePack& p) { p.remove(key_file_path); }),
         {"verdict:broken", "problem:key_file_foreign", "seal:holds"}},
        {"the key is removed, and nobody knows it",
         files([](MadePack& p) { p.remove(key_file_path); }),
         {"verdict:broken", "problem:key_file_foreign", "seal:no_key"},
         Knows::nothing},
        {"words are put into the key's file",
         files([](MadePack& p) { replace(p.content(key_file_path), "minisign public key", "key of the police, No."); }),
         {"verdict:broken", "problem:key_file_foreign"}},
        {"the time stamp of another seal",
         files([](MadePack& p) { p.content(stamp) = sealed_pack({}).content(stamp); }),
         {"verdict:broken", "stamp:of_another_seal"}},
        {"an empty time stamp",
         files([](MadePack& p) { p.content(stamp).clear(); }),
         {"verdict:broken", "stamp:of_another_seal"}},
        {"a second time stamp, of another seal",
         files([](MadePack& p) { p.content("seal/second.tsr") = sealed_pack({}).content(stamp); }),
         {"verdict:broken", "stamp:of_another_seal"}},
        {"the time stamp is removed", files([](MadePack& p) { p.remove(stamp); }), {"verdict:holds", "stamp:absent"}},
        {"the receipt is removed",
         files([](MadePack& p) { p.remove("seal/receipt.txt"); }),
         {"verdict:holds", "no receipt", "receipt:absent"}},
        {"the receipt of another seal",
         files([](MadePack& p) { p.content(receipt) = sealed_pack({}).content(receipt); }),
         {"verdict:broken", "receipt:of_another_seal"}},
        {"the receipt is dated back",
         files([](MadePack& p) { replace(p.content(receipt), "received 2026", "received 2025"); }),
         {"verdict:broken", "receipt:wrong"}},
        {"a hash in the receipt is changed",
         files([](MadePack& p) {
             std::string& text = p.content(receipt);
             char& c = text[text.find("index 1") + 10];
             c = c == 'A' ? 'B' : 'A';
         }),
         {"verdict:broken", "receipt:wrong"}},
        {"the tree in the receipt is another one, signed by nobody",
         files([](MadePack& p) { replace(p.content(receipt), "seals\n3\n", "seals\n4\n"); }),
         {"verdict:broken", "receipt:wrong"}},
        {"the receipt is from a log of somebody's own",
         files([](MadePack& p) { p.content(receipt) = made_receipt(p.seal, 10); }),
         {"verdict:holds", "receipt:of_another_log"}},
        {"the receipt has one more line",
         files([](MadePack& p) { p.content(receipt) += "\n"; }),
         {"verdict:broken", "receipt:malformed"}},
        {"a file of the seal is huge",
         files([](MadePack& p) { p.content(stamp).append(most_seal_file_bytes, 'x'); }),
         {"verdict:broken", "problem:seal_file_size"}},
    };
}

std::vector<Tampering> zips() {
    const auto cut_at = [](auto where) { return [where](MadePack& pack) { return pack.zip.substr(0, where(pack)); }; };
    return {
        {"cut off within a file",
         cut_at([](const MadePack& p) { return p.zip.find("Friday"); }),
         {"verdict:broken", "zip:cut_off", letter + ":cut_off", second_letter + ":not_reached", "seal:holds"}},
        {"cut off within the lists",
         cut_at([](const MadePack& p) { return p.zip.find("Bagging-Date"); }),
         {"verdict:broken", "zip:cut_off", "bag-info.txt:cut_off", "seal:missing"}},
        {"cut off after the last file",
         cut_at([](const MadePack& p) { return p.zip.find("PK\x01\x02"); }),
         {"verdict:broken", "zip:cut_off", "seal:holds"}},
        {"cut off by one byte",
         cut_at([](const MadePack& p) { return p.zip.size() - 1; }),
         {"verdict:broken", "zip:cut_off", "seal:holds"}},
        {"something is added behind it",
         [](MadePack& p) { return p.zip + "hidden"; },
         {"verdict:broken", "zip:trailing_junk", "seal:holds"}},
        {"something is added before it",
         [](MadePack& p) { return "#!/bin/sh\n" + p.zip; },
         {"verdict:broken", "zip:leading_junk"}},
        {"a second ZIP file is put behind it",
         [](MadePack& p) { return p.zip + raw_zip(raw(p)); },
         {"verdict:broken", "zip:directory_place"}},
        {"the ZIP file gets a comment",
         zip_field([](RawZip& z, const std::string&) { z.comment = "hello"; }),
         {"verdict:broken", "zip:comment", "seal:holds"}},
        {"it is packed anew, compressed",
         zip_field([](RawZip& z, const std::string&) { z.entries[9].method = 8; }),
         {"verdict:broken", "zip:compressed"}},
        {"a bomb that says it is small",
         zip_field([](RawZip& z, const std::string&) {
             z.entries[9].method = 8;
             z.entries[9].size = 0xFFFFFFF0;
         }),
         {"verdict:broken", "zip:compressed"}},
        {"it is locked with a ZIP password",
         zip_field([](RawZip& z, const std::string&) { z.entries[9].flags |= 1U; }),
         {"verdict:broken", "zip:encrypted"}},
        {"two entries have one name",
         zip_field([](RawZip& z, const std::string& folder) {
             z.entries.push_back({.name = folder + letter, .content = "x"});
         }),
         {"verdict:broken", "zip:duplicate_path"}},
        {"two names differ in case",
         zip_field([](RawZip& z, const std::string& folder) {
             z.entries.push_back({.name = folder + "data/items/0002.TXT", .content = "x"});
         }),
         {"verdict:broken", "zip:twin_path"}},
        {"two names differ in their normal form",
         zip_field([](RawZip& z, const std::string& folder) {
             z.entries.push_back({.name = folder + "data/N\u00FA", .content = "x"});
             z.entries.push_back({.name = folder + "data/Nu\u0301", .content = "x"});
         }),
         {"verdict:broken", "zip:twin_path"}},
        {"a name climbs out",
         added_entry("HF-7K3Q-9XWM-C-20261122/../../evil.sh"),
         {"verdict:broken", "zip:path_fault", "name:dot_segment"}},
        {"a name is absolute", added_entry("/etc/cron.d/evil"), {"verdict:broken", "zip:path_fault", "name:absolute"}},
        {"a name has a drive",
         added_entry("C:/evil.exe"),
         {"verdict:broken", "zip:path_fault", "name:drive_or_stream"}},
        {"a name is UNC", added_entry("\\\\server\\evil.exe"), {"verdict:broken", "zip:path_fault", "name:backslash"}},
        {"a name is a device",
         added_entry("HF-7K3Q-9XWM-C-20261122/data/NUL.txt"),
         {"verdict:broken", "zip:path_fault", "name:device_name"}},
        {"a name turns around on screen",
         added_entry("HF-7K3Q-9XWM-C-20261122/data/gnp.\u202Eexe"),
         {"verdict:broken", "zip:path_fault", "name:hidden_character"}},
        {"a name holds a line break",
         added_entry("HF-7K3Q-9XWM-C-20261122/data/a\nb"),
         {"verdict:broken", "zip:path_fault", "name:control_character"}},
        {"an entry is a link",
         zip_field([](RawZip& z, const std::string& folder) {
             z.entries.push_back(
                 {.name = folder + "data/link", .content = "/etc/passwd", .attributes = 0120777U << 16U});
         }),
         {"verdict:broken", "zip:not_a_file"}},
        {"a second folder stands at the top",
         added_entry("other/data/a.txt"),
         {"verdict:broken", "problem:several_folders"}},
        {"its folder is renamed",
         [](MadePack& p) {
             p.name = "HF-0000-0000-0-20261122";
             return p.zipped();
         },
         {"verdict:broken", "problem:folder_renamed"}},
        {"a file stands at the top", added_entry("README.txt"), {"verdict:broken", "problem:several_folders"}},
        {"an entry has another name in its own header",
         zip_field(
             [](RawZip& z, const std::string& folder) { z.entries[12].local_name = folder + "data/items/0001.exe"; }),
         {"verdict:broken", "zip:headers_disagree"}},
        {"the last entry's own header reaches into the directory",
         [](MadePack& p) {
             std::string zip = p.zip;
             const std::size_t name_length = zip.rfind("PK\x03\x04") + 26;
             zip[name_length + 1] = 0x7F;
             return zip;
         },
         {"verdict:broken", "zip:overlap", "data/redacted/0001-r1.png:not_reached"}},
        {"bytes are hidden between two entries",
         zip_field([](RawZip& z, const std::string&) { z.entries[12].before = "hid"; }),
         {"verdict:broken", "zip:gap"}},
        {"two entries share their bytes",
         zip_field([](RawZip& z, const std::string&) { z.entries[12].offset = 0; }),
         {"verdict:broken", "zip:overlap"}},
        {"a checksum is changed",
         zip_field([](RawZip& z, const std::string&) { z.entries[13].crc32 = 1; }),
         {"verdict:broken", letter + ":checksum_wrong"}},
    };
}

class Tampered : public testing::TestWithParam<Tampering> {};

TEST_P(Tampered, IsCaughtAndNamed) {
    const Tampering& tampering = GetParam();
    MadePack pack = sealed_pack(sample_files());
    PackExpectation expected;
    expected.log = pack.log;
    if (tampering.knows == Knows::key) expected.key = pack.key;
    if (tampering.knows == Knows::seal) expected.seal = pack.seal;
    const auto before = told_by(check_zip(pack.zip, expected));
    MadePack changed = pack;
    const std::string zip = tampering.made(changed);
    const PackReport report = check_zip(zip, expected, 999);
    const auto told = told_by(report);
    EXPECT_THAT(told, testing::IsSupersetOf(tampering.told)) << testing::PrintToString(sentences(report));
    EXPECT_NE(told, before);
    EXPECT_EQ(told_by(check_zip(zip, expected, 1)), told);
    for (const std::string& line : sentences(report)) EXPECT_TRUE(line.ends_with('.')) << line;
}

std::string test_name(const testing::TestParamInfo<Tampering>& info) {
    std::string name;
    for (const char c : info.param.name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            name += c;
        else if (c == ' ')
            name += '_';
    return name;
}
INSTANTIATE_TEST_SUITE_P(Content, Tampered, testing::ValuesIn(content_of_files()), test_name);
INSTANTIATE_TEST_SUITE_P(Files, Tampered, testing::ValuesIn(set_of_files()), test_name);
INSTANTIATE_TEST_SUITE_P(Lists, Tampered, testing::ValuesIn(lists()), test_name);
INSTANTIATE_TEST_SUITE_P(Seals, Tampered, testing::ValuesIn(seals()), test_name);
INSTANTIATE_TEST_SUITE_P(Zips, Tampered, testing::ValuesIn(zips()), test_name);

// Promise: not one bit of a pack can change without the verdict.
TEST(Tampering, NoSingleBitOfAPackCanChangeUnnoticed) {
    const MadePack pack = sealed_pack({{.path = "data/a.txt", .content = "meadow"}});
    const PackExpectation expected = {.key = pack.key, .seal = {}};
    const std::size_t directory = pack.zip.find("PK\x01\x02");
    for (std::size_t at = 0; at < pack.zip.size(); ++at) {
        std::string changed = pack.zip;
        changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
        const PackReport report = check_zip(changed, expected);
        if (report.verdict != PackVerdict::holds) continue;
        // What is left are fields of the directory that say nothing of any content: who made it, with which rights.
        if (at < directory) ADD_FAILURE() << "byte " << at;
    }
}

}  // namespace
}  // namespace holdfast::evidence
