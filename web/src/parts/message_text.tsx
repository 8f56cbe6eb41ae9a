// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MessageDraft } from "../guide/door";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { CopyButton } from "./copy_button";
import { EnglishUnder } from "./english_beside";
import { Said } from "./said";
import { SelectField } from "./select_field";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";

const longest_text = 2000;

/** One text to send: a draft in a tone, the person's own words in its place, and ways to take it along. `id` keeps the words apart that
 *  are typed in several places; what is typed stays for the visit. */
export function MessageText({ id, drafts }: { id: string; drafts: readonly MessageDraft[] }): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const texts = use_store(session.texts);
  const [tone, set_tone] = useState("");
  const [news, set_news] = use_news();
  const draft = drafts.find((each) => each.id === tone) ?? drafts[0];
  if (draft === undefined) return null;
  const text = t.messages;
  const key = `${id} ${draft.id} ${tag}`;
  const own = texts.get(key);
  const shown = own ?? draft.text.say;
  const change = (words: string | null): void => {
    const next = new Map(texts);
    if (words === null) next.delete(key);
    else next.set(key, words);
    session.texts.set(next);
    set_news(null);
  };
  const name = (each: MessageDraft): string => text.tones[each.tone];
  return (
    <div class="hf-message">
      {drafts.length > 1 && (
        <SelectField
          id={`${id}-tone`}
          label={text.tone}
          value={draft.id === drafts[0]?.id ? "" : draft.id}
          onChange={set_tone}
          none={drafts[0] === undefined ? "" : name(drafts[0])}
          choices={drafts.slice(1).map((each) => ({ value: each.id, text: name(each) }))}
        />
      )}
      {draft.for !== undefined && <p class="govuk-hint hf-tight">{t.plan.for_them}</p>}
      <TextField id={`${id}-text`} kind="lines" rows={8} label={text.label} hint={text.edit_hint} value={shown} onChange={change} longest={longest_text} />
      {own === undefined && draft.text.en !== undefined && (
        <p class="govuk-body-s">
          <EnglishUnder text={draft.text.en} shown={draft.text.say} />
        </p>
      )}
      {draft.note !== undefined && (
        <p class="govuk-hint">
          <Said of={draft.note} />
        </p>
      )}
      <p class="govuk-hint">{t.notices.saved_stays}</p>
      <div class="hf-row">
        <CopyButton text={shown} look="main">
          {text.copy}
        </CopyButton>
        {typeof navigator.share === "function" && (
          <Button
            onClick={() => {
              navigator.share({ text: shown }).then(
                () => set_news((all) => all.messages.shared),
                () => set_news(null), // they changed their mind
              );
            }}
          >
            {text.share}
          </Button>
        )}
        {own !== undefined && own !== draft.text.say && (
          <Button look="link" onClick={() => change(null)}>
            {text.reset}
          </Button>
        )}
      </div>
      <Status>{news}</Status>
    </div>
  );
}
