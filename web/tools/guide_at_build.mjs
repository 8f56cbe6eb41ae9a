// SPDX-License-Identifier: Apache-2.0
// What the guide says when the page is built, through the guide's own module: the crisis lines and first steps that stand in the
// page before anything is fetched. Asked for England, as the page itself does until somebody says where they live.
import { readFileSync } from "node:fs";
import { GuideModule } from "../../wasm/guide_module.mjs";

export const languages = ["en", "cy"];
const home = { danger: "no", situation: "threatened", live: "no", have: "unsure", paid: "no", country: "england" };

/** Whom the words speak to, each with the answers that make it so. */
export const audiences = {
  young: { ...home, role: "me", age_now: "13-17" },
  adult: { ...home, role: "me", age_now: "adult", adult_then: "yes" },
  parent: { ...home, role: "parent", age_now: "13-17" },
  adviser: { ...home, role: "adviser", age_now: "adult", adult_then: "yes" },
};

/** `root` is the repository; build/bin holds the module and the blob. */
export function open_guide(root, today = new Date().toISOString().slice(0, 10)) {
  const blob_file = `${root}build/bin/guidance.json`;
  const guide = new GuideModule(`${root}build/bin/guide.wasm`, blob_file);
  const blob = JSON.parse(readFileSync(blob_file, "utf8"));
  const review_by = new Map(blob.line.map((line) => [line.id, line.review_by]));

  function ask(kind, language, more = {}) {
    const answer = guide.ask({ ask: kind, language, today, ...more });
    if (answer.error !== undefined) throw new Error(`the guide refuses ${kind}: ${JSON.stringify(answer.error)}`);
    return answer;
  }
  /** A line that outlives this day carries the day when it is due, so that the page can say that it is overdue. */
  const dated = (line) => ({ ...line, sources: line.sources.slice(0, 1), review_by: review_by.get(line.id) });
  const plan = (language, answers) => ask("plan", language, { answers });
  const steps = (language, answers) => plan(language, answers).phases.flatMap((phase) => phase.steps.map((step) => ({ ...step, phase: phase.id, pace: phase.pace })));
  const step = (language, answers, id) => {
    const found = steps(language, answers).find((each) => each.id === id);
    if (found === undefined) throw new Error(`the guide has no step ${id} here`);
    return found;
  };
  const service = (language, answers, step_id, id) => {
    const found = step(language, answers, step_id).services.find((each) => each.id === id);
    if (found === undefined) throw new Error(`step ${step_id} leads to no ${id}`);
    return { ...found, sources: found.sources.slice(0, 1) };
  };
  const by_language = (of) => Object.fromEntries(languages.map((language) => [language, of(language)]));
  /** Only what is put on a first screen: words and lines of the first phases. */
  const first_steps = (language, answers) =>
    steps(language, answers)
      .filter(({ phase }) => ["first-words", "stop", "save"].includes(phase))
      .map(({ id, head, text }) => ({ id, head, text }));

  return {
    ask,
    plan,
    steps,
    crisis: by_language((language) => plan(language, { danger: "no" }).crisis.map(dated)),
    /** What the page's own text holds: virtual:guide (src/guide/baked.ts). */
    baked() {
      return {
        crisis: this.crisis,
        helplines: by_language((language) => step(language, { ...audiences.adult, who: "stranger" }, "adult-helpline").lines.map(dated)),
        abuse: by_language((language) => step(language, { ...audiences.adult, who: "ex" }, "safety-first-known").lines.map(dated)),
        child: by_language((language) => step(language, { ...audiences.young, who: "stranger" }, "tell-an-adult").lines.slice(0, 1).map(dated)),
        stopncii: by_language((language) => service(language, { ...audiences.adult, who: "stranger" }, "stopncii", "stopncii")),
        report_remove: by_language((language) => service(language, { ...audiences.young, who: "stranger" }, "report-remove", "report-remove")),
        first: Object.fromEntries(Object.entries(audiences).map(([name, answers]) => [name, by_language((language) => first_steps(language, { ...answers, who: "unknown" }))])),
      };
    },
  };
}
