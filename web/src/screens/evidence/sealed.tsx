// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { use_evidence } from "../../evidence/use_evidence";
import { baked } from "../../guide/baked";
import { use_lines_of } from "../../guide/use_guide";
import { save_pack } from "../../keep/save_pack";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Heading } from "../../parts/heading";
import { HelpLines } from "../../parts/help_lines";
import { SaveParts } from "../../parts/save_parts";
import { Status } from "../../parts/status";
import { TimeSaid } from "../../parts/time_said";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

/** The pack is there: saving it, what to write down, and what comes next. */
export function Sealed(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { evidence } = use_evidence();
  const pack = use_store(evidence.pack);
  const lines = use_lines_of("adult-helpline", baked.helplines);
  const [news, set_news] = use_news();
  const [is_saved, set_saved] = useState(pack !== null && pack.saved_as !== null);
  useEffect(() => {
    if (pack === null) evidence.screen.set({ name: "home" });
  }, [pack]);
  if (pack === null) return null;
  const text = t.evidence;
  const name = pack.file_name;
  async function save(content: Blob): Promise<void> {
    if (await save_pack(name, content)) {
      set_saved(true);
      evidence.saved();
      set_news((all) => fill(all.evidence.is_saved, { name }));
    } else set_news((all) => all.evidence.not_saved_now);
  }
  return (
    <>
      <Heading>{text.saved_heading}</Heading>
      {!is_saved && <p class="govuk-body-l">{text.save_now}</p>}
      {pack.saved_as !== null && <p class="govuk-body-l">{fill(pack.parts.length > 0 ? t.pack_extras.whole_too : text.is_saved, { name: pack.saved_as })}</p>}
      {pack.parts.length > 0 ? (
        <SaveParts
          parts={pack.parts}
          onAllSaved={() => {
            set_saved(true);
            evidence.saved();
          }}
        />
      ) : (
        <>
          <Button look={is_saved ? "second" : "main"} onClick={() => void save(pack.file)}>
            {pack.saved_as === null ? text.save : t.pack_extras.save_again}
          </Button>
          <Status>{news}</Status>
        </>
      )}
      <TimeSaid pack={pack} asked={pack.asked} asked_for_stamp={pack.asked_for_stamp} />
      <section class="hf-card">
        <h2 class="govuk-heading-m">{text.write_down}</h2>
        <p class="govuk-body">{text.write_down_why}</p>
        <h3 class="govuk-heading-s hf-tight">{text.public_key}</h3>
        <p class="govuk-body hf-address">{pack.key}</p>
        <h3 class="govuk-heading-s hf-tight">{text.seal_line}</h3>
        <p class="govuk-body hf-address">{pack.seal}</p>
        <CopyButton text={`${text.public_key}: ${pack.key}\n${text.seal_line}: ${pack.seal}\n`}>{text.copy_both}</CopyButton>
      </section>
      <h2 class="govuk-heading-m">{text.next_heading}</h2>
      <p class="govuk-body">{text.next_give}</p>
      <HelpLines lines={lines} />
      <p class="govuk-body">{text.next_check}</p>
      <p class="govuk-body">{text.next_files}</p>
      <Button onClick={() => session.notices.open()}>{t.notices.place}</Button>
      <p class="govuk-body">{text.next_more}</p>
      <Button look={is_saved ? "main" : "second"} onClick={() => evidence.screen.set({ name: "home" })}>
        {text.to_list}
      </Button>
    </>
  );
}
