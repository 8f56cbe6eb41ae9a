// SPDX-License-Identifier: Apache-2.0
// A newer edition of the guide, as a service publishes it: the page takes it without being built anew, and what is older, changed or
// signed with another key leaves the page as it was. The service's own side: server/tests/api_editions_test.cpp.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answer, look_inside } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { page_folder } from "./paths.mjs";
import { start_service } from "./service.mjs";
import { adult, is_titled, live_question, to_age, to_plan } from "./ways.mjs";

const folder = mkdtempSync(join(tmpdir(), "holdfast-edition-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const minisign = (...words) => execFileSync("minisign", words, { cwd: folder, stdio: "ignore" });
const assets = join(page_folder, "assets");
const built = readFileSync(join(assets, readdirSync(assets).find((name) => /^guidance-.*\.json$/.test(name))), "utf8");

/** A key of minisign's as its .pub file says it. */
function key_named(name) {
  minisign("-G", "-W", "-f", "-p", `${name}.pub`, "-s", `${name}.key`);
  return readFileSync(join(folder, `${name}.pub`), "utf8").split("\n")[1];
}
const own = key_named("own");
const theirs = key_named("theirs");

/** The guide that the page was built with as edition `number`, with another number for the Samaritans, signed with the key of `name`. */
function edition(number, name = "own") {
  const blob = built.replace(/("edition":\{"day":"[0-9-]+","number":)\d+\}/, `$1${number}}`).replaceAll("116 123", "116 124").replaceAll("116123", "116124");
  const file = join(folder, `guidance-${number}-${name}.json`);
  writeFileSync(file, blob);
  minisign("-S", "-s", `${name}.key`, "-m", file);
  return { blob, file, signature: readFileSync(`${file}.minisig`, "utf8") };
}
const number_built = Number(/"edition":\{"day":"[0-9-]+","number":(\d+)\}/.exec(built)[1]);
const newer = edition(number_built + 1);

const { in_a_visit } = one_visitor(() => start_service("--guidance-file", newer.file, "--guidance-key", own));
/** What the section of help dials for the Samaritans. */
const dialled = (visitor) => look_inside(visitor, `[...document.querySelectorAll('section.hf-help a[href^="tel:11612"]')].map((link) => link.getAttribute("href")).join()`);
const fetched = ({ requests }) => requests.filter((request) => new URL(request.url()).pathname === "/v1/guidance");
const shows = ({ page }, number) => page.locator("section.hf-help").getByRole("link", { name: new RegExp(number) }).first().waitFor();

async function to_the_plan(visitor) {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await to_plan(visitor);
}

/** Begins anew with a service that says `about` of its edition and gives `blob`, whatever the real one has. */
async function with_published({ page, context, origin, requests }, about, blob) {
  const headers = { "cache-control": "no-store" };
  await context.route(`${origin}/v1/service`, async (route) => {
    const response = await route.fetch();
    const said = await response.json();
    await route.fulfill({ response, json: { ...said, guidance: { ...said.guidance, ...about } } });
  });
  await context.route(`${origin}/v1/guidance`, (route) => route.fulfill({ contentType: "application/json", headers, body: blob }));
  await page.goto("about:blank");
  requests.length = 0; // those of the page that was there before
  await page.goto(origin);
}

describe("an edition that the service publishes", () => {
  it(
    "puts a wrong number right on a page that was built before it, and stays while the visit lasts",
    in_a_visit(async (visitor) => {
      await shows(visitor, "116 124");
      assert.equal(await dialled(visitor), "tel:116124");
      assert.equal(fetched(visitor).length, 1);
      await to_the_plan(visitor);
      assert.equal(await dialled(visitor), "tel:116124");
      assert.equal(fetched(visitor).length, 1, "one that is at hand is not fetched again");
    }),
  );

  const older = edition(number_built);
  const by_another = edition(number_built + 1, "theirs");
  /** Name, what the service says of it, what it gives, and how often the page asks for it. */
  const refused = [
    ["is signed with another key than the service names", { signature: by_another.signature }, by_another.blob, 1],
    ["was changed after it was signed", {}, newer.blob.replace("116 124", "116 125"), 1],
    ["has no signature", { signature: "untrusted comment: none\n" }, newer.blob, 1],
    ["is older than it is said to be", { signature: older.signature }, older.blob, 1],
    ["is not newer than the page's own", { edition: number_built, signature: older.signature }, older.blob, 0],
  ];
  for (const [name, about, blob, times] of refused)
    it(
      `changes nothing where it ${name}`,
      in_a_visit(async (visitor) => {
        await with_published(visitor, about, blob);
        await to_the_plan(visitor);
        await shows(visitor, "116 123");
        assert.equal(await dialled(visitor), "tel:116123");
        assert.equal(fetched(visitor).length, times);
      }),
    );

  it(
    "is taken where all of it fits, also when it comes by the same way as those",
    in_a_visit(async (visitor) => {
      await with_published(visitor, { key: theirs, signature: by_another.signature }, by_another.blob);
      await shows(visitor, "116 124");
    }),
  );
});
