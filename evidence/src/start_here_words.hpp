// SPDX-License-Identifier: Apache-2.0
// The fixed words of START-HERE.html. The commands are those of stock tools: unzip, sha256sum, minisign, openssl; on
// Windows what every installation has (Get-FileHash, certutil), also where scripts are not allowed to run: they are
// typed, not run from a file, and call nothing that a locked-down PowerShell refuses.
#pragma once

#include <string_view>

namespace holdfast::evidence::start_here_words {

inline constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence pack: start here</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; color: #111; background: #fff; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th, td:nth-child(2) { overflow-wrap: normal; }
pre, .sum { font: .8rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { border: 1px solid #767676; padding: .6rem; }
@media screen and (max-width: 48rem) { table { min-width: 46rem; } }
@media print { body { max-width: none; margin: 0; } .wide { overflow: visible; } }
</style>
</head>
<body>
<main>
)";

inline constexpr std::string_view what_this_is =
    R"(<p>This folder is evidence of blackmail or of threats with intimate pictures, put together by the person
it happened to or by somebody helping them. It needs no special program and no internet: read this page, then <code>data/exhibits.csv</code>.</p>
)";

inline constexpr std::string_view adult =
    R"(<p>The person said that they, and everybody in the pictures, were 18 or over. They were asked of every picture, film and document whether it shows anybody intimate.
<b>None that does is in this pack.</b> Where one matters, its checksums stand for it, so that the file can be recognised if it is met elsewhere. Pictures that the offender sent are left out too,
since they may show somebody under 18.</p>
)";

/// Where the person uses Holdfast in Welsh: the papers are for every force and court, so in English.
inline constexpr std::string_view in_english =
    R"(<p>The person used Welsh. The headings and explanations of these papers are in English, so that every force and court can read them; what the person typed stands as they typed it.</p>
<p lang="cy">Defnyddiodd y person y Gymraeg. Mae penawdau ac esboniadau'r papurau hyn yn Saesneg, er mwyn i bob heddlu a llys allu eu darllen; mae geiriau'r person fel y cawsant eu teipio.</p>
)";

inline constexpr std::string_view under_18 =
    R"(<p><b>Somebody in this case is, was or may be under 18. There is no picture, sound or film in this pack, only words.</b>
Do not ask for pictures to be sent. If you need one that exists, follow your force's procedure for indecent images of children. There is no draft of a statement:
a child's account is taken by a trained officer.</p>
<p>Whoever it happened to may ask anybody to open it with them: an adult they trust, or a police officer. All of it is words, and can be read with any browser.</p>
)";

inline constexpr std::string_view clocks =
    R"(<p>All times are given in UTC and, where the zone was known, as the clock on the wall showed it. They come from the device's own clock, which may be
wrong. So a time here may differ from the one that a platform or a phone shows for the same thing.
)";

inline constexpr std::string_view clock_compared =
    R"(When some of the exhibits were put in, it had been compared with the clock of a service: how far it was off stands beside them in
<code>exhibits.csv</code> (a plus sign means that the device was behind).</p>
)";
inline constexpr std::string_view clock_not_compared =
    R"(It was compared with no other clock.</p>
)";

inline constexpr std::string_view exhibits_head =
    R"(<div class="wide" role="region" aria-labelledby="exhibits" tabindex="0"><table><caption id="exhibits">Exhibits</caption>
<thead><tr><th scope="col">Number</th><th scope="col">Kind</th><th scope="col">What it is</th><th scope="col">Where</th><th scope="col">SHA-256</th><th scope="col">Note</th></tr></thead>
<tbody>
)";

inline constexpr std::string_view files_first =
    R"(<p>Items are copies byte for byte, never changed or converted; only copies marked as redacted are new files. <b>Open them with care:</b> web pages and
documents come from strangers. Use a machine without a network, and do not let a program run what is in them.</p>
<ul>
<li><code>data/items/</code>: the exhibits themselves.</li>
<li><code>data/exhibits.csv</code>: every exhibit with its checksums, where it came from and when.</li>
<li><code>data/timeline.csv</code>: everything that has a time, in order.</li>
<li><code>data/indicators.csv</code>: accounts, addresses, numbers and wallets to search for.</li>
<li><code>data/case.json</code>: all of this for programs; <code>data/case.jsonld</code>: the same for forensic software that reads CASE/UCO.</li>
<li><code>data/actions.jsonl</code>: what was done with the evidence, step by step. Each line holds the checksum of the one before it.</li>
)";

inline constexpr std::string_view files_of_adults =
    R"(<li><code>data/redacted/</code>: copies with parts covered, where there are any. What was covered stands in <code>case.json</code>.</li>
<li><code>data/fingerprints.json</code>: checksums of files that are not in the pack, and of pictures among them that could be read the codes (PDQ) by which also a
changed copy is recognised.</li>
<li><code>data/notes-for-statement.txt</code>, where it is there: a draft in the person's words. It is not a statement and not signed.</li>
)";

inline constexpr std::string_view files_last = R"(</ul>
<p>In the tables, an apostrophe before a plus, minus, equals or at sign was put there so that a spreadsheet does not take the words for a formula. It is no part of them.</p>
)";

inline constexpr std::string_view seal = R"(<h2>What the seal proves</h2>
<ul>
<li>That no file of this pack was changed, added or taken away since it was sealed, if the checks below all pass.</li>
<li>That the pack was sealed with the key below. It is the person's key if they gave you the same key in another way.</li>
<li>Where <code>seal/</code> holds <code>receipt.txt</code>: that a service wrote this seal into its public log by the time it names, once its signature was checked with the log's key (<code>holdfast pack verify --log-key</code>).</li>
<li>Where <code>seal/</code> holds a file ending in <code>.tsr</code>: that the seal existed at the time it names, as an independent time stamping authority (RFC 3161) says.
Without it, the time is the device's alone.</li>
</ul>
<h2>What it does not prove</h2>
<ul>
<li>That what the items show is true, or who wrote it. A screenshot can be made up: ask the platform for its records soon, as it may delete them.</li>
<li>That nothing was left out. Numbers that were removed are listed with the reason.</li>
<li>What happened to a file before it was put into the case.</li>
<li>Who a person is. The key has no name in it.</li>
</ul>
)";

inline constexpr std::string_view commands = R"(<h2>Check it: Linux or Mac</h2>
<p>If you have a file ending in <code>.age</code>, open it first: <code>age -d -i your-key.txt pack.zip.age &gt; pack.zip</code>. Then unpack the ZIP file and open a terminal in
the folder <code>{folder}</code>.</p>
<p>1. The files are those that were listed. Every line must end in OK (on a Mac without sha256sum, write <code>shasum -a 256</code> in its place):</p>
<pre>sha256sum --strict -c tagmanifest-sha256.txt &amp;&amp; sha256sum --strict -c manifest-sha256.txt</pre>
<p>2. No file was put in. This must print nothing:</p>
<pre>comm -13 &lt;(cut -c67- manifest-sha256.txt | sort) &lt;(find data -type f | sort)</pre>
<p>3. The list was sealed with this key. Compare the key with the one that the person gave you, on paper or in words:</p>
<pre>minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -P {key}</pre>
<p>4. The time, where there is a time stamp. <code>authority.pem</code> stands for the certificate of the authority, which you get from the authority; the last line must say
<code>Verification: OK</code>:</p>
<pre>openssl ts -reply -in seal/tagmanifest-sha256.txt.tsr -text
openssl ts -verify -data seal/tagmanifest-sha256.txt.minisig -in seal/tagmanifest-sha256.txt.tsr -CAfile authority.pem</pre>
<h2>Check it: Windows, with nothing installed</h2>
<p>Unpack the ZIP file, open PowerShell in the folder <code>{folder}</code>, paste one block at a time and press Enter until the prompt comes back. Each must print nothing. Nothing is installed and no script file is run.</p>
<p>1. Files that are missing or were changed:</p>
<pre>Get-Content tagmanifest-sha256.txt, manifest-sha256.txt | ForEach-Object {
  $want, $path = $_ -split '  ', 2
  $have = $null
  if (-not (Test-Path -LiteralPath $path)) { "MISSING $path" }
  else {
    $have = (Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash
    if (-not $have) { "NOT CHECKED $path" } elseif ($have -ne $want) { "CHANGED $path" }
  }
}</pre>
<p>Some machines that run listed programs only do not know <code>Get-FileHash</code>: then the first block prints NOT CHECKED for every file, which says nothing against the pack. Paste this in its place (<code>certutil</code> reads no file of 0 bytes, so it names one that is empty, too):</p>
<pre>Get-Content tagmanifest-sha256.txt, manifest-sha256.txt | ForEach-Object {
  $want, $path = $_ -split '  ', 2
  $have = (certutil -hashfile ($path -replace '/', '\') SHA256)[1] -replace ' ', ''
  if ($have -ne $want) { "CHANGED OR MISSING $path" }
}</pre>
<p>2. Files that were put in:</p>
<pre>$listed = Get-Content manifest-sha256.txt | ForEach-Object { ($_ -split '  ', 2)[1] }
Get-ChildItem data -Recurse -File -Force | ForEach-Object {
  $path = (Resolve-Path -Relative -LiteralPath $_.FullName) -replace '^\.\\', '' -replace '\\', '/'
  if ($listed -cnotcontains $path) { "ADDED $path" }
}</pre>
<p>Without PowerShell, one file at a time; compare with its line in <code>manifest-sha256.txt</code>:</p>
<pre>certutil -hashfile data\exhibits.csv SHA256</pre>
<p>This checks the files against the list. Whether the list is the one that was sealed takes minisign and openssl, or, on any machine, the program <code>holdfast pack verify</code>, or the page <code>verify.html</code> of whoever runs the service, which opens from disk.</p>
)";

inline constexpr std::string_view foot = R"(</main>
</body>
</html>
)";

}  // namespace holdfast::evidence::start_here_words
