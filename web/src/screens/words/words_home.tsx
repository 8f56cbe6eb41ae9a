// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { CaseView } from "../../evidence/case_view";
import type { EntryList } from "../../evidence/evidence";
import type { HandoverVisit } from "../../flow/visit";
import { Button } from "../../parts/button";
import { EnglishBeside } from "../../parts/english_beside";
import { EntryLists } from "../../parts/entry_lists";
import { Heading } from "../../parts/heading";
import { HelpFirst } from "../../parts/help_first";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { use_language } from "../../strings/language";

/** What somebody wants to say comes before what programs search for. */
const lists: readonly EntryList[] = ["notes", "known", "links", "payments", "done"];

/** Who helps first, what to know before writing, what is written, and what comes next. */
export function WordsHome({ visit, view }: { visit: HandoverVisit; view: CaseView }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { words } = session;
  const is_unsaved = use_store(words.unsaved);
  const text = t.words;
  const helps = visit.answer === "helping";
  const has_something = lists.some((list) => view[list].length > 0);
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{helps ? text.lead_helper : text.lead}</p>
      <p class="govuk-body">{helps ? text.calm_helper : text.calm}</p>
      <HelpFirst visit={visit} />
      <p class="govuk-inset-text">
        {helps ? text.words_only_helper : text.words_only}
        <EnglishBeside of={(english) => (helps ? english.words.words_only_helper : english.words.words_only)} />
      </p>
      <p class="govuk-body">{text.private}</p>
      <p class="govuk-body">{text.in_memory}</p>
      {is_unsaved && <p class="govuk-body">{text.not_saved}</p>}
      <EntryLists
        view={view}
        lists={lists}
        onAdd={(list) => words.screen.set({ name: "entry", list })}
        onChange={(list, index) => words.screen.set({ name: "entry", list, index })}
        onDrop={(list, index) => words.drop(list, index)}
        onPutBack={(list, value) => words.put(list, value)}
      />
      <div class="hf-actions">
        {has_something && (
          <Button look="main" onClick={() => words.screen.set({ name: "seal" })}>
            {text.to_save}
          </Button>
        )}
        <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
      </div>
    </>
  );
}
