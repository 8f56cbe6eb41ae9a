// SPDX-License-Identifier: Apache-2.0
// Whether the answers to the guide go into the pack: the person's choice, and nothing of them is in the case before it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { same_answers } from "../evidence/answers_in";
import { failure_news, use_evidence } from "../evidence/use_evidence";
import { may_hold_evidence } from "../flow/visit";
import { answers_to_hand_on } from "../guide/interview";
import { use_guide } from "../guide/use_guide";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { Status } from "./status";
import { use_news } from "./use_news";

/** Shows exactly what would go in, or is in. Nothing where nothing was answered. */
export function AnswersInPack(): JSX.Element | null {
  const { t, tag } = use_language();
  const { guide, visit } = use_guide();
  const { evidence, view } = use_evidence();
  /** What was asked for and is being done; the box shows it at once. */
  const [wanted, want] = useState<boolean | null>(null);
  const [news, set_news] = use_news();
  if (view === null || !may_hold_evidence(visit)) return null;
  const given = answers_to_hand_on(guide, visit, tag);
  const held = view.answers;
  const is_in = held.length > 0;
  const listed = is_in ? held : given;
  if (listed.length === 0) return null;
  const text = t.pack_answers;
  async function put(are_in: boolean): Promise<void> {
    if (wanted !== null) return;
    want(are_in);
    const fault = await evidence.set_answers(are_in ? given : []);
    want(null);
    set_news(fault !== null ? failure_news(fault) : (all) => (are_in ? all.pack_answers.in : all.pack_answers.out));
  }
  return (
    <section class="hf-part">
      <Checkbox id="evidence-answers" checked={wanted ?? is_in} onChange={(are_in) => void put(are_in)} text={text.choice} />
      <p class="govuk-hint">{is_in ? text.these_are : text.these_would}</p>
      <ul class="govuk-list govuk-list--bullet" id="evidence-answers-listed">
        {listed.map(({ question, words }) => (
          <li key={question}>{words}</li>
        ))}
      </ul>
      {is_in && given.length > 0 && !same_answers(held, given) && (
        <>
          <p class="govuk-body">{text.differ}</p>
          <Button onClick={() => void put(true)} disabled={wanted !== null}>
            {text.renew}
          </Button>
        </>
      )}
      <Status>{news}</Status>
    </section>
  );
}
