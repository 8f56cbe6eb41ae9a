// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListedRecipients } from "../evidence/recipients";
import { use_session } from "../state/session_context";
import { whole_day } from "../strings/dates";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { Status } from "./status";
import { use_news } from "./use_news";

/** Names out of the list that the operator signed, fetched at the press of the button. */
export function ChooseRecipients({ chosen, onChoose }: { chosen: ReadonlySet<string>; onChoose: (keys: ReadonlySet<string>) => void }): JSX.Element {
  const { t, tag } = use_language();
  const session = use_session();
  const [listed, set_listed] = useState<ListedRecipients | null>(null);
  const [news, set_news] = use_news();
  const text = t.pack_extras;
  async function fetch_list(): Promise<void> {
    set_news((all) => all.pack_extras.list_asking);
    const found = await session.recipients_listed();
    if (found === null || found.recipients.length === 0) return set_news((all) => all.pack_extras.list_none);
    set_news(null);
    set_listed(found);
  }
  if (listed === null)
    return (
      <>
        <Button onClick={() => void fetch_list()}>{text.list}</Button>
        <Status>{news}</Status>
      </>
    );
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{text.list_choose}</legend>
      <p class="govuk-hint">{fill(text.list_of, { issuer: listed.issuer })}</p>
      {listed.recipients.map(({ id, name, key, checked }) => (
        <Checkbox
          key={id}
          id={`evidence-to-${id}`}
          checked={chosen.has(key)}
          text={fill(text.list_checked, { name, day: whole_day(tag, new Date(`${checked}T12:00:00`)) })}
          onChange={(is_chosen) => {
            const now = new Set(chosen);
            if (is_chosen) now.add(key);
            else now.delete(key);
            onChoose(now);
          }}
        />
      ))}
    </fieldset>
  );
}
