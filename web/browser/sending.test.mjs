// SPDX-License-Identifier: Apache-2.0
// Sending to the real service: what the page says when nobody checks the list, when a picture is held back, when the connection
// is gone; and that its fingerprints are those of the command.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { answer, fully_loaded, press, survey } from "./browser.mjs";
import { native_signals } from "./fingerprints.mjs";
import { one_visitor } from "./fixture.mjs";
import { chosen_png, generated_png, plain_png } from "./generated.mjs";
import { pictures_under, vectors } from "./paths.mjs";
import { start_service } from "./service.mjs";
import { agree_and_send, choose, is_titled, to_pictures, to_who_checks } from "./ways.mjs";

const { in_a_visit } = one_visitor(start_service);
const posts = ({ requests }) => requests.filter((request) => request.method() === "POST").length;

describe("with no platform at all", () => {
  it(
    "the page says so before and after sending, and hands over to StopNCII both times",
    in_a_visit(async (visitor, page) => {
      const says_so = async () => {
        await page.getByText("No platform checks this list yet.", { exact: true }).waitFor();
        const link = page.getByRole("link", { name: /^Go to StopNCII\.org/ });
        assert.equal(await link.getAttribute("href"), "https://stopncii.org/");
      };
      await to_who_checks(visitor);
      await says_so();
      await survey(visitor, "who-checks-nobody");
      await press(visitor, "Continue");
      await choose(visitor, chosen_png("hills.png", generated_png(2)));
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are on the list");
      await page.getByText("No platform checks this list yet.", { exact: true }).waitFor();
      await press(visitor, "Continue");
      await answer(visitor, "I am not sure");
      await press(visitor, "Go on without keeping it");
      await page.getByText(/Then nobody can open your case again/).waitFor();
      await press(visitor, "Go on without keeping it");
      await is_titled(visitor, "What to do next");
      await says_so();
    }),
  );
});

describe("a picture that is too plain", () => {
  it(
    "is said to be so before sending, and honestly held back after it",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      await choose(visitor, chosen_png("plain.png", plain_png()));
      await page.getByText(/^Ready, but too plain to match well\./).waitFor();
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are held back for now");
      await page.getByText("1 fingerprint is held back and does not match for now.").waitFor();
      await survey(visitor, "sent-held");
    }),
  );
});

describe("without a connection", () => {
  it(
    "sending waits, and goes on when the person presses",
    in_a_visit(async (visitor, page) => {
      await fully_loaded(visitor);
      await to_who_checks(visitor);
      await visitor.context.setOffline(true);
      await press(visitor, "Continue");
      await choose(visitor, chosen_png("later.png", generated_png(8)));
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await agree_and_send(visitor);
      await is_titled(visitor, "Waiting for a connection");
      await visitor.context.setOffline(false);
      await page.getByText("You are connected again. Press the button to send.").waitFor();
      assert.equal(posts(visitor), 0);
      await press(visitor, "Send now");
      await is_titled(visitor, "Your fingerprints are on the list");
      assert.equal(posts(visitor), 1);
    }),
  );
});

describe("the same undamaged file", () => {
  it(
    "has the same fingerprint in the browser and natively, bit for bit, for every reference picture",
    in_a_visit(async (visitor, page) => {
      const files = pictures_under(join(vectors, "pdq/images"));
      const expected = native_signals(files);
      const distinct = new Map();
      for (const signals of expected) if (signals !== null) distinct.set(signals.map(({ code }) => code).sort().join(), signals);
      await to_pictures(visitor);
      await choose(visitor, files);
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await page.getByText("Show the exact text that will be sent").click();
      const { items } = JSON.parse(await page.getByRole("region", { name: "The exact text" }).innerText());
      assert.deepEqual(
        items.map(({ signals }) => signals),
        [...distinct.values()].map((signals) => signals.map(({ kind, code, quality }) => ({ kind, code, quality }))),
      );
      console.log(`# ${files.length} pictures, ${distinct.size} distinct, equal bit for bit`);
    }),
  );
});
