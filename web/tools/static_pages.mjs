// SPDX-License-Identifier: Apache-2.0
// The pages without script: crisis lines and first steps for each audience and language, from the guide, small enough to come
// whole with the first answer of a server (14 KB).
import { audiences, languages } from "./guide_at_build.mjs";
import { words } from "./static_words.mjs";

export const escaped = (text) => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

/** Phases shown, and how many steps of each: one screen or two, not fifty steps. */
const shown = { "first-words": 4, stop: 3, save: 2, report: 2, remove: 1 };

/** Where a text has its English beside it, that follows, marked as English. */
const said = ({ say, en }) => escaped(say) + (en === undefined ? "" : `<span class="e" lang="en">${escaped(en)}</span>`);
const is_page = (url) => url.startsWith("https://") && !new URL(url).hostname.endsWith(".invalid");

function contact({ how, shown: text, dial, url }, t) {
  if ((how === "call" || how === "relay") && dial !== undefined) return `<a href="tel:${escaped(dial)}">${t[how].toLowerCase()} ${escaped(text)}</a>`;
  if (how === "text" && dial !== undefined) return `<a href="sms:${escaped(dial)}">${t.text.toLowerCase()} ${escaped(text)}</a>`;
  return url === undefined || !is_page(url) ? escaped(text) : `<a href="${escaped(url)}" rel="noreferrer nofollow">${escaped(text)}</a>`;
}

/** Where it was read, and what is wrong with it, if anything. */
function provenance({ sources, stale, sure, check_at }, t) {
  const source = sources.find(({ url }) => is_page(url));
  const from = source === undefined ? "" : `<a href="${escaped(source.url)}" rel="noreferrer nofollow">${t.source}</a>, ${t.read} ${source.read}`;
  const check = sure === "seen" || check_at === undefined || !is_page(check_at) ? "" : `<a href="${escaped(check_at)}" rel="noreferrer nofollow">${t.check}</a>`;
  return [from, stale ? `<strong>${t.stale}</strong>` : "", check].filter((part) => part !== "").join(". ");
}

function line(entry, t) {
  const numbers = entry.contacts.map((each) => contact(each, t)).join(", ");
  const check = entry.contacts.length > 0 || entry.check_at === undefined ? "" : `<a href="${escaped(entry.check_at)}" rel="noreferrer nofollow">${t.check}</a>`;
  return `<li><b>${said(entry.name)}</b>: ${numbers}${check}. ${entry.who === undefined ? "" : said(entry.who)} <small>(${provenance(entry, t)})</small></li>`;
}
const services = (step) => step.services.filter(({ url }) => url !== undefined && is_page(url)).map(({ name, url }) => `<p><a href="${escaped(url)}" rel="noreferrer nofollow">${escaped(name.say)}</a></p>\n`).join("");
/** A crisis line in the page's own text. */
export const line_item = (entry) => line(entry, words.en).replaceAll("<a ", '<a class="govuk-link" ');

const path_of = (language, name) => `/help/${language === "en" ? "" : `${language}/`}${name}.html`;

function frame({ language, name, title, heading, lead, body, leave, today }) {
  const t = words[language];
  const other = languages.find((each) => each !== language);
  const english = language === "en" ? undefined : (words.en.pages[name] ?? words.en.hub);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<meta name="description" content="${escaped(lead)}">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/help/help.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${other}" href="${path_of(other, name)}">
</head>
<body>
<header><a href="#steps">${t.skip}</a> <a href="${path_of(other, name)}" hreflang="${other}" lang="${other}">${t.other_language}</a> <a class="x" href="${escaped(leave.url)}" rel="noreferrer nofollow">${t.exit}</a></header>
<main>
${t.review === "" ? "" : `<p class="r">${escaped(t.review)} <span lang="en">The Welsh on this page is waiting for review. There may be mistakes.</span></p>\n`}<h1>${said({ say: heading, ...(english === undefined ? {} : { en: english.heading }) })}</h1>
<p>${said({ say: lead, ...(english === undefined ? {} : { en: english.lead }) })}</p>
${body}
<p><small>${t.history} ${t.made} ${today}.</small></p>
</main>
</body>
</html>
`;
}

function help(guide, language, answers) {
  const t = words[language];
  const english = language === "en" ? {} : { en: words.en.talk_lead };
  const lines = guide.plan(language, answers).crisis;
  return `<h2>${t.talk}</h2>
<p>${said({ say: t.talk_lead, ...english })}</p>
<ul>
${lines.map((each) => line(each, t)).join("\n")}
</ul>`;
}

/** Each page by its path. `leave` is data/page/leave.json. */
export function static_pages(guide, leave, today) {
  const pages = new Map();
  for (const language of languages) {
    const t = words[language];
    const links = (but) =>
      `<ul>\n${Object.keys(audiences)
        .filter((name) => name !== but)
        .map((name) => `<li><a href="${path_of(language, name)}">${escaped(t.audiences[name])}</a></li>`)
        .join("\n")}\n</ul>`;
    const put = (name, heads, body) => pages.set(path_of(language, name), frame({ language, name, ...heads, body, leave, today }));
    put("index", t.hub, `<nav id="steps">${links()}</nav>\n${help(guide, language, audiences.adult)}`);
    for (const [name, answers] of Object.entries(audiences)) {
      const counts = {};
      const steps = guide
        .steps(language, { ...answers, who: "unknown" })
        .filter(({ phase }) => (counts[phase] = (counts[phase] ?? 0) + 1) <= (shown[phase] ?? 0))
        .map((step) => `<li><h3>${said(step.head)}</h3>\n<p>${said(step.text)}</p>\n${services(step)}<p><small>${provenance(step, t)}</small></p></li>`);
      put(
        name,
        t.pages[name],
        `${help(guide, language, answers)}
<h2 id="steps">${t.steps}</h2>
<ol>
${steps.join("\n")}
</ol>
<p>${t.no_promise}</p>
<p><a href="/">${t.more}</a>. ${t.more_text}</p>
<h2>${t.others}</h2>
${links(name)}`,
      );
    }
  }
  return pages;
}
