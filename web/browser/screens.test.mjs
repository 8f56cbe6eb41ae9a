// SPDX-License-Identifier: Apache-2.0
// The routes that need no service: who may and may not choose pictures, leaving, working without a connection, and what
// axe says of every screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { answer, assert_accessible, drop_file, fully_loaded, heading, launch, look_inside, picture, press, survey, visit } from "./browser.mjs";
import { large_png } from "./generated.mjs";
import { vectors } from "./paths.mjs";
import { start_static_server } from "./static_server.mjs";

const bridge = join(vectors, "pdq/images/bridge-mods/aaa-orig.jpg");
const bridge_base64 = readFileSync(bridge).toString("base64");

let server;
let browser;
before(async () => {
  server = await start_static_server();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function with_visitor(options, act) {
  const visitor = await visit(browser, server.url, options);
  try {
    await act(visitor);
    assert.deepEqual(visitor.faults, []);
  } finally {
    await visitor.context.close();
  }
}
const to_age = async (visitor) => answer(visitor, "No");
const to_pictures = async (visitor) => {
  await to_age(visitor);
  await answer(visitor, "Yes, everyone was 18 or over");
  await answer(visitor, "Someone I only know online");
  await press(visitor, "Continue");
  await press(visitor, "Continue");
};
const number_of_file_inputs = (visitor) => look_inside(visitor, "document.querySelectorAll('input[type=file]').length");
const title = (visitor) => heading(visitor).innerText();

const without_pictures = [
  ["under 18 now", "I am under 18 now", [], "There is help made for you"],
  ["pictured under 18", "No, someone was under 18", [], "There is a safe way for this picture"],
  ["not sure", "I am not sure", [], "Not being sure is all right"],
  ["helping a child", "I am helping someone else", ["Someone under 18, or the picture is from when they were under 18"], "How to help someone under 18"],
  ["helping an adult", "I am helping someone else", ["An adult, and everyone in the picture was 18 or over"], "How to help an adult"],
  ["helping, age unknown", "I am helping someone else", ["I am not sure how old they were"], "How to help someone under 18"],
];

describe("a route without pictures", () => {
  for (const [name, age, more, expected] of without_pictures) {
    it(`${name}: has no file input, no worker, and a dropped file does nothing`, async () => {
      await with_visitor({}, async (visitor) => {
        await to_age(visitor);
        await answer(visitor, age);
        for (const text of more) await answer(visitor, text);
        assert.equal(await title(visitor), expected);
        await assert_no_way_in(visitor);

        // Back shows the locked answer, and no sequence of going back and forth opens the question again.
        for (let i = 0; i < 4; i += 1) {
          const back = visitor.page.getByRole("button", { name: "Back", exact: true });
          if (await back.isVisible()) await back.click();
          assert.equal(await visitor.page.getByRole("radio", { name: "Yes, everyone was 18 or over" }).count(), 0);
          await assert_no_way_in(visitor);
        }
      });
    });
  }

  async function assert_no_way_in(visitor) {
    assert.equal(await number_of_file_inputs(visitor), 0);
    assert.equal(visitor.page.workers().length, 0);
    const before = await look_inside(visitor, "document.querySelector('main').innerText");
    const sent = visitor.requests.length;
    for (const selector of ["main", "body", "h1"]) assert.equal(await drop_file(visitor, selector, "picture.jpg", bridge_base64), true, "the browser must not open the file");
    assert.equal(await look_inside(visitor, "document.querySelector('main').innerText"), before);
    assert.equal(visitor.requests.length, sent);
    assert.equal(visitor.page.workers().length, 0);
    assert.equal(new URL(visitor.page.url()).pathname, "/");
  }

  it("tells who to talk to when the answer was a mistake, and asks again on a new visit only", async () => {
    await with_visitor({}, async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am not sure");
      await press(visitor, "Back");
      assert.equal(await title(visitor), "Your answer to this question");
      await visitor.page.getByText("If you pressed the wrong answer").waitFor();
      await visitor.page.reload();
      assert.equal(await title(visitor), "You are not alone with this");
      await to_age(visitor);
      assert.equal(await visitor.page.getByRole("radio", { checked: true }).count(), 0);
    });
  });

  it("wipes pictures that were chosen before the answer changed", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      await visitor.page.locator("#picture-files").setInputFiles(bridge);
      await visitor.page.getByText("Ready", { exact: true }).waitFor();
      for (let i = 0; i < 4; i += 1) await press(visitor, "Back");
      assert.equal(await title(visitor), "Was everyone in the picture 18 or over when it was made?");
      await answer(visitor, "No, someone was under 18");
      await assert_no_way_in(visitor);
      assert.equal(await look_inside(visitor, "document.querySelectorAll('img').length"), 0);
    });
  });
});

describe("choosing pictures", () => {
  it("works by button and by dropping, blurs until asked, names troubles and duplicates", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      await visitor.page.locator("#picture-files").setInputFiles([
        bridge,
        join(vectors, "pdq/images/bridge-mods/aaa-orig.jpg"),
        join(vectors, "pdq/README.md"),
        join(vectors, "pdq/images/labelme-subset/q0003.jpg"),
      ]);
      await visitor.page.getByText("All pictures are done.").waitFor();
      await visitor.page.getByText("Same picture as picture 1. It will be sent once.").waitFor();
      await visitor.page.getByText("This file is not a picture that we can read.").waitFor();
      await drop_file(visitor, ".hf-drop", "dropped.jpg", readFileSync(join(vectors, "pdq/images/labelme-subset/q0004.jpg")).toString("base64"));
      await visitor.page.getByRole("heading", { name: "Picture 5", exact: true }).waitFor();
      await visitor.page.getByText("All pictures are done.").waitFor();
      assert.equal(await look_inside(visitor, "document.querySelectorAll('.hf-picture__image:not(.hf-picture__image--blurred)').length"), 0);
      await press(visitor, "Show picture 1");
      assert.equal(await look_inside(visitor, "document.querySelectorAll('.hf-picture__image:not(.hf-picture__image--blurred)').length"), 1);
      await press(visitor, "Remove picture 3");
      await visitor.page.getByText("Picture 3 removed.").waitFor();
      // Nothing of this made a request beyond the page, its worker, its module and the question who checks.
      for (const request of visitor.requests) assert.match(new URL(request.url()).pathname, /^\/($|assets\/|icon\.svg$|v1\/service$)/);
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      assert.equal(await title(visitor), "See exactly what will be sent");
      await visitor.page.getByText("The fingerprints of 3 pictures.").waitFor();
    });
  });

  it("takes what the browser alone can decode, marked as such, says what to do where it cannot, and survives hostile files", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      const { page } = visitor;
      const said = async (name) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) }).locator("p").first().innerText();
      const files = ["landscape.heic", "heic-cut-at-half.heic", "landscape.avif", "webp-huge-canvas.webp", "png-text-bomb.png", "avif-cut-in-header.avif", "program.exe", "song.mp3", "webp-lossy-cut.webp"];
      await page.locator("#picture-files").setInputFiles([...files.map((name) => join(vectors, "media", name)), bridge]);
      await page.getByText("All pictures are done.").waitFor();
      // Chromium has no decoder for HEIC. Where a browser has one, it is taken, and marked as AVIF is here.
      for (const name of ["Picture 1", "Picture 2"]) {
        assert.match(await said(name), /HEIC.*save a copy as JPEG.*Do not use a website for that/);
      }
      assert.match(await said("Picture 3"), /^Ready\. Your browser opened this file/);
      assert.match(await said("Picture 6"), /^Your browser cannot open this kind of picture\. Save a copy/);
      assert.equal(await said("Picture 10"), "Ready");
      assert.equal(await page.getByText("Something went wrong with this picture.").count(), 0);
      await survey(visitor, "pictures-hostile");
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await page.getByText("Show the exact text that will be sent").click();
      const { items } = JSON.parse(await page.getByRole("region", { name: "The exact text" }).innerText());
      assert.deepEqual(items.map(({ origin }) => origin).filter((origin) => origin === "browser"), ["browser"]);
      assert.equal(items.at(-1).origin, "module");
    });
  });

  it("can be stopped, and goes on with what is chosen next", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      const large = large_png();
      const many = Array.from({ length: 4 }, (_, i) => ({ name: `${i}.png`, mimeType: "image/png", buffer: large }));
      await visitor.page.locator("#picture-files").setInputFiles(many);
      await press(visitor, "Stop making fingerprints");
      await visitor.page.getByText("Stopped. This picture has no fingerprint.").first().waitFor();
      await visitor.page.locator("#picture-files").setInputFiles(bridge);
      await visitor.page.getByText("Ready", { exact: true }).waitFor();
      assert.equal(await visitor.page.getByText("Stopped. This picture has no fingerprint.").count(), many.length);
    });
  });

  it("says what to do when nothing was chosen or answered", async () => {
    await with_visitor({}, async (visitor) => {
      await press(visitor, "Continue");
      await visitor.page.getByRole("alert").getByText("Choose yes, not sure or no").waitFor();
      await assert_accessible(visitor);
      await picture(visitor, "phone-error");
      await visitor.page.getByRole("link", { name: "Choose yes, not sure or no" }).click();
      assert.equal(await look_inside(visitor, "document.activeElement.id"), "danger-0");
      assert.equal(await look_inside(visitor, "location.href"), `${server.url}/`);
    });
  });
});

describe("leaving", () => {
  const ways = {
    "the button": async ({ page }) => page.getByRole("button", { name: "Exit this page" }).click(),
    "Shift three times": async ({ page }) => {
      for (let i = 0; i < 3; i += 1) await page.keyboard.press("Shift");
    },
    "Escape twice": async ({ page }) => {
      for (let i = 0; i < 2; i += 1) await page.keyboard.press("Escape");
    },
  };
  for (const [name, act] of Object.entries(ways)) {
    it(`by ${name} goes to a plain page at once, and Back does not return`, async () => {
      await with_visitor({}, async (visitor) => {
        const { page } = visitor;
        await page.goto("about:blank");
        await page.goto(server.url);
        const entries = await look_inside(visitor, "history.length");
        await to_pictures(visitor);
        await page.locator("#picture-files").setInputFiles(bridge);
        await page.getByText("Ready", { exact: true }).waitFor();
        assert.equal(await look_inside(visitor, "history.length"), entries, "no history entries");
        await act(visitor);
        await page.getByRole("heading", { name: "Weather" }).waitFor();
        assert.equal(page.url(), "https://www.bbc.co.uk/weather");
        assert.equal(page.workers().length, 0);
        await page.goBack();
        assert.equal(page.url(), "about:blank");
      });
    });
  }

  it("is said aloud while the keys are pressed, and typing capitals does not leave", async () => {
    await with_visitor({}, async (visitor) => {
      const { page } = visitor;
      await page.keyboard.press("Shift");
      await page.getByText("Shift: press 2 more times to leave.").waitFor({ state: "attached" });
      await page.keyboard.press("a");
      await page.getByText("Leaving by keys was cancelled.").waitFor({ state: "attached" });
      await press(visitor, "I have been here before");
      await page.getByRole("textbox").focus();
      for (const key of ["Shift+A", "Shift+B", "Shift+C", "Shift+D"]) await page.keyboard.press(key);
      assert.equal(page.url(), `${server.url}/`);
      assert.equal(await page.getByRole("textbox").inputValue(), "ABCD");
    });
  });

  it("asks the browser to clear what it cached", async () => {
    await with_visitor({}, async (visitor) => {
      const asked = visitor.page.waitForRequest((request) => request.url() === `${server.url}/exit`);
      await visitor.page.getByRole("button", { name: "Exit this page" }).click();
      await asked;
    });
  });

  it("leaves nothing on the device: no cookie, no storage, no service worker", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      assert.deepEqual(await visitor.context.cookies(), []);
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
      assert.equal(await look_inside(visitor, "indexedDB.databases().then((all) => all.length)"), 0);
      assert.equal(await look_inside(visitor, "navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
    });
  });

  it("asks nothing, except when the only way into a new case would be lost", async () => {
    await with_visitor({}, async (visitor) => {
      let asked = 0;
      visitor.page.on("dialog", async (dialog) => {
        asked += 1;
        await dialog.dismiss();
      });
      await to_pictures(visitor);
      await visitor.page.reload();
      assert.equal(asked, 0);
    });
  });

  it("comes back blank and new when the browser kept the page", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); 0");
      assert.equal(await look_inside(visitor, "document.getElementById('page').childElementCount"), 0);
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); 0");
      assert.equal(await title(visitor), "You are not alone with this");
      assert.equal(await number_of_file_inputs(visitor), 0);
    });
  });

  it("the bar never covers what has the focus", async () => {
    await with_visitor({}, async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      const { page } = visitor;
      const covered = [];
      const check = async (way) => {
        const found = await look_inside(
          visitor,
          `(() => { const e = document.activeElement; if (!e || e === document.body || e.closest('.hf-bar')) return null;
            const bar = document.querySelector('.hf-bar').getBoundingClientRect(); const r = e.getBoundingClientRect();
            return r.bottom <= bar.bottom || r.top >= innerHeight ? e.outerHTML.slice(0, 120) : null; })()`,
        );
        if (found !== null) covered.push(`${way}: ${found}`);
      };
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press("Tab");
        await check("forwards");
      }
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press("Shift+Tab");
        await check("backwards");
      }
      assert.deepEqual(covered, []);
      assert.equal(page.url(), `${server.url}/`);
    });
  });
});

describe("without a connection", () => {
  it("work can be stopped and begun again any number of times: nothing needs to be fetched anew", async () => {
    await with_visitor({}, async (visitor) => {
      await to_pictures(visitor);
      await fully_loaded(visitor);
      await visitor.context.setOffline(true);
      const large = { name: "large.png", mimeType: "image/png", buffer: large_png() };
      for (let stopped = 1; stopped <= 3; stopped += 1) {
        await visitor.page.locator("#picture-files").setInputFiles([large, large, large]);
        await press(visitor, "Stop making fingerprints");
        await visitor.page.getByRole("heading", { name: `Picture ${3 * stopped}`, exact: true }).waitFor();
      }
      await visitor.page.locator("#picture-files").setInputFiles(bridge);
      await visitor.page.getByText("Ready", { exact: true }).waitFor();
      assert.equal(await visitor.page.getByText("Stopped. This picture has no fingerprint.").count(), 9);
    });
  });

  it("everything up to sending works, and sending waits for a press", async () => {
    await with_visitor({}, async (visitor) => {
      await fully_loaded(visitor);
      await visitor.context.setOffline(true);
      await to_pictures(visitor);
      await visitor.page.locator("#picture-files").setInputFiles(bridge);
      await visitor.page.getByText("Ready", { exact: true }).waitFor();
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await visitor.page.getByText("You have no connection right now.").waitFor();
      await visitor.page.getByRole("checkbox").check();
      await press(visitor, "Send");
      assert.equal(await title(visitor), "Waiting for a connection");
      await picture(visitor, "phone-waiting");
      await assert_accessible(visitor);
      await visitor.context.setOffline(false);
      await visitor.page.getByText("You are connected again. Press the button to send.").waitFor();
      await visitor.page.getByRole("button", { name: "Send now" }).waitFor();
      assert.equal(visitor.requests.filter((request) => request.url().includes("/v1/submissions")).length, 0);
    });
  });

  it("says that it does not know who checks the list, never that nobody does", async () => {
    await with_visitor({}, async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "Yes, everyone was 18 or over");
      await answer(visitor, "Someone I only know online");
      await press(visitor, "Continue");
      await visitor.page.getByText("We could not find out which platforms check the list.").waitFor();
      assert.equal(await visitor.page.getByText("No platform checks this list yet.").count(), 0);
      await visitor.page.getByRole("link", { name: /Go to StopNCII\.org/ }).waitFor();
    });
  });
});

describe("every screen before sending", () => {
  const paths = {
    start: async () => undefined,
    crisis: async (visitor) => answer(visitor, "Yes"),
    age: to_age,
    ...Object.fromEntries(
      without_pictures.map(([name, age, more]) => [
        name.replace(/[ ,]+/g, "-"),
        async (visitor) => {
          await to_age(visitor);
          await answer(visitor, age);
          for (const text of more) await answer(visitor, text);
        },
      ]),
    ),
    "who-is-helped": async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am helping someone else");
    },
    locked: async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await press(visitor, "Back");
    },
    threat: async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "Yes, everyone was 18 or over");
    },
    "steps-stranger": async (visitor) => {
      await paths.threat(visitor);
      await answer(visitor, "Someone I only know online");
    },
    "steps-ex": async (visitor) => {
      await paths.threat(visitor);
      await answer(visitor, "My partner, or someone I was with before");
    },
    "who-checks": async (visitor) => {
      await paths["steps-stranger"](visitor);
      await press(visitor, "Continue");
    },
    "pictures-empty": to_pictures,
    pictures: async (visitor) => {
      await to_pictures(visitor);
      await visitor.page.locator("#picture-files").setInputFiles([bridge, join(vectors, "pdq/README.md"), bridge]);
      await visitor.page.getByText("All pictures are done.").waitFor();
    },
    extras: async (visitor) => {
      await paths.pictures(visitor);
      await press(visitor, "Continue");
    },
    review: async (visitor) => {
      await paths.extras(visitor);
      await visitor.page.getByRole("checkbox", { name: /Add who is threatening me/ }).check();
      await press(visitor, "Continue");
      await visitor.page.getByText("Show the exact text that will be sent").click();
    },
    "about-leaving": async (visitor) => press(visitor, "How to leave quickly, and what stays behind"),
    "open-case": async (visitor) => press(visitor, "I have been here before"),
  };
  for (const [name, reach] of Object.entries(paths)) {
    it(`${name}: axe finds nothing, and nothing sticks out`, async () => {
      await with_visitor({}, async (visitor) => {
        await reach(visitor);
        await survey(visitor, name);
        // Help is on every screen, in the same place: the last section before the foot.
        assert.equal(await look_inside(visitor, "document.querySelector('main + section.hf-help a[href=\"tel:116123\"]') !== null"), true);
        assert.equal(await visitor.page.title(), "Notes");
      });
    });
  }

  it("fits 320 pixels, and targets are at least 24 pixels", async () => {
    await with_visitor({ viewport: { width: 320, height: 640 } }, async (visitor) => {
      await paths.review(visitor);
      assert.ok(await look_inside(visitor, "document.documentElement.scrollWidth <= innerWidth"));
      const small = await look_inside(
        visitor,
        `[...document.querySelectorAll('button, input:not([type=file]), select, summary, a')].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 1 && (r.width < 24 || r.height < 24) && !e.closest('p.hf-source, .govuk-skip-link'); }).map((e) => e.outerHTML.slice(0, 120))`,
      );
      assert.deepEqual(small.filter((html) => !html.includes("govuk-skip-link")), []);
    });
  });

  it("speaks Welsh too, says that it awaits review, and keeps the English beside crisis text", async () => {
    await with_visitor({}, async (visitor) => {
      await press(visitor, "Cymraeg");
      assert.equal(await look_inside(visitor, "document.documentElement.lang"), "cy");
      await visitor.page.getByText("yn aros i gael ei hadolygu").waitFor();
      await visitor.page.getByText("Is anyone in danger right now, or thinking about ending their life?").waitFor();
      await assert_accessible(visitor);
      await picture(visitor, "phone-start-cy");
      await answer(visitor, "Oes", "Parhau");
      await picture(visitor, "phone-crisis-cy");
      await assert_accessible(visitor);
      await visitor.page.getByText("If you think about ending your life").waitFor();
      await press(visitor, "English");
      assert.equal(await look_inside(visitor, "document.documentElement.lang"), "en");
      assert.equal(await title(visitor), "Please talk to someone first");
    });
  });

  it("moves the focus to the heading of a new screen", async () => {
    await with_visitor({}, async (visitor) => {
      await to_age(visitor);
      assert.equal(await look_inside(visitor, "document.activeElement.tagName"), "H1");
    });
  });
});
