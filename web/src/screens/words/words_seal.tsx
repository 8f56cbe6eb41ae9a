// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { CaseView } from "../../evidence/case_view";
import { failure_news } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { fill, use_language } from "../../strings/language";

/** What the pack is and who can open it, before it is made. */
export function WordsSeal({ view }: { view: CaseView }): JSX.Element {
  const { t } = use_language();
  const { words } = use_session();
  const [news, set_news] = use_news();
  const text = t.words;
  const count = view.links.length + view.known.length + view.payments.length + view.done.length + view.notes.length;
  async function seal(): Promise<void> {
    const fault = await words.seal();
    if (fault === null) words.screen.set({ name: "saved" });
    else set_news(failure_news(fault));
  }
  return (
    <>
      <Heading>{text.to_save}</Heading>
      <p class="govuk-body-l">{text.seal_lead}</p>
      <p class="govuk-body">{text.seal_who}</p>
      <p class="govuk-inset-text">{text.seal_warning}</p>
      <p class="govuk-body">{fill(text.seal_count, { count })}</p>
      <Status>{news}</Status>
      <div class="hf-row">
        <Button look="main" onClick={() => void seal()}>
          {text.seal}
        </Button>
        <Button onClick={() => words.back()}>{t.page.cancel}</Button>
      </div>
    </>
  );
}
