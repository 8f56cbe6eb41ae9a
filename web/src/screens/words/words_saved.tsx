// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { baked } from "../../guide/baked";
import { save_pack } from "../../keep/save_pack";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Details } from "../../parts/details";
import { Heading } from "../../parts/heading";
import { HelpLines } from "../../parts/help_lines";
import { Status } from "../../parts/status";
import { TimeSaid } from "../../parts/time_said";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

/** The pack is there: saving it, who can open it, and what comes next. */
export function WordsSaved(): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { words } = session;
  const pack = use_store(words.pack);
  const [news, set_news] = use_news();
  const [is_saved, set_saved] = useState(false);
  useEffect(() => {
    if (pack === null) words.screen.set({ name: "home" });
  }, [pack]);
  if (pack === null) return null;
  const { file_name: name, file, key, seal } = pack;
  const text = t.words;
  const of_seal = t.evidence;
  async function save(): Promise<void> {
    if (await save_pack(name, file)) {
      set_saved(true);
      words.saved();
      set_news((all) => fill(all.evidence.is_saved, { name }));
    } else set_news((all) => all.evidence.not_saved_now);
  }
  return (
    <>
      <Heading>{text.saved_heading}</Heading>
      {!is_saved && <p class="govuk-body-l">{of_seal.save_now}</p>}
      <Button look={is_saved ? "second" : "main"} onClick={() => void save()}>
        {of_seal.save}
      </Button>
      <Status>{news}</Status>
      <TimeSaid pack={pack} />
      <h2 class="govuk-heading-m">{of_seal.next_heading}</h2>
      <p class="govuk-body">{text.next_give}</p>
      <p class="govuk-body">{text.next_open}</p>
      <HelpLines lines={baked.child[tag]} />
      <p class="govuk-body">{text.next_more}</p>
      <Details summary={text.for_police}>
        <p class="govuk-body">{text.for_police_why}</p>
        <h3 class="govuk-heading-s hf-tight">{of_seal.public_key}</h3>
        <p class="govuk-body hf-address">{key}</p>
        <h3 class="govuk-heading-s hf-tight">{of_seal.seal_line}</h3>
        <p class="govuk-body hf-address">{seal}</p>
        <CopyButton text={`${of_seal.public_key}: ${key}\n${of_seal.seal_line}: ${seal}\n`}>{of_seal.copy_both}</CopyButton>
      </Details>
      <Button look={is_saved ? "main" : "second"} onClick={() => words.screen.set({ name: "home" })}>
        {text.to_list}
      </Button>
    </>
  );
}
