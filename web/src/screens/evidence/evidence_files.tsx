// SPDX-License-Identifier: Apache-2.0
// Files are chosen or dropped, read one after the other, and asked about one after the other.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { exhibit_name } from "../../evidence/case_view";
import type { Added } from "../../evidence/evidence";
import { use_evidence } from "../../evidence/use_evidence";
import { holds_many } from "../../evidence/whole_file";
import { Button } from "../../parts/button";
import { FileDrop } from "../../parts/file_drop";
import { Heading } from "../../parts/heading";
import { IncomingRow } from "../../parts/incoming_row";
import { KeptLine } from "../../parts/kept_line";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_store } from "../../state/store";
import { fill, type Strings, use_language } from "../../strings/language";
import { ChooseParts } from "./choose_parts";
import { FileForm } from "./file_form";

/** What went in of the file, with "{name}" for its number. */
function news_of({ evidence, pack_extras }: Strings, { holding, has_codes }: Added): string {
  if (holding === "kept") return evidence.is_in;
  if (holding === "described") return evidence.is_in_words;
  return has_codes === undefined ? evidence.is_in_checksums : has_codes ? pack_extras.with_codes : pack_extras.no_codes;
}

export function EvidenceFiles(): JSX.Element | null {
  const { t } = use_language();
  const { evidence, view } = use_evidence();
  const incoming = use_store(evidence.incoming.all);
  const [news, set_news] = use_news();
  const [answered, set_answered] = useState(0);
  /** Files that may hold many things and are taken as one. */
  const [wholes, set_wholes] = useState<ReadonlySet<number>>(new Set());
  if (view === null) return null;
  const shown = view;
  const text = t.evidence;
  const next = incoming.find(({ state }) => state.step === "read");
  const others = incoming.filter((each) => each !== next);

  function take(files: File[]): void {
    set_news(null);
    evidence.incoming.add(files);
  }
  function were_chosen(count: number): void {
    set_news((all) => fill(all.choose_parts.are_here, { count }));
    document.getElementById("evidence-news")?.focus();
  }
  function was_added(added: Added): void {
    set_answered(answered + 1);
    set_news((all) => fill(news_of(all, added), { name: exhibit_name(shown, added.number) }));
    document.getElementById("evidence-news")?.focus();
  }
  return (
    <>
      <Heading>{text.add_files}</Heading>
      <p class="govuk-body-l">{text.files_lead}</p>
      <p class="govuk-body">{text.already}</p>
      <KeptLine />
      <FileDrop id="evidence-files" button_id="choose-evidence" is_first={incoming.length === 0} drop={text.drop} onFiles={take}>
        {incoming.length === 0 ? text.choose : text.choose_more}
      </FileDrop>
      <div id="evidence-news" tabIndex={-1}>
        <Status>{news}</Status>
      </div>
      {next?.state.step === "read" &&
        (holds_many(next.state.seen) && !wholes.has(next.id) ? (
          <ChooseParts key={next.id} incoming={next} onTaken={were_chosen} onWhole={() => set_wholes(new Set([...wholes, next.id]))} onLeftOut={() => evidence.incoming.drop(next.id)} />
        ) : (
          <FileForm key={next.id} incoming={next} seen={next.state.seen} view={view} onAdded={was_added} onLeftOut={() => evidence.incoming.drop(next.id)} />
        ))}
      {others.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{text.chosen}</h2>
          <ul class="hf-items">
            {others.map((each) => (
              <IncomingRow
                key={each.id}
                incoming={each}
                onStop={() => evidence.incoming.stop(each.id)}
                onAgain={() => evidence.incoming.again(each.id)}
                onLeaveOut={() => evidence.incoming.drop(each.id)}
              />
            ))}
          </ul>
        </>
      )}
      <div class="hf-actions">
        <Button onClick={() => evidence.screen.set({ name: "describe" })}>{text.no_file}</Button>
        <Button look={incoming.length === 0 && answered > 0 ? "main" : "second"} onClick={() => evidence.back()}>
          {text.to_list}
        </Button>
      </div>
    </>
  );
}
