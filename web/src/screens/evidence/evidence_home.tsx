// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { exhibit_name } from "../../evidence/case_view";
import type { EvidenceScreen } from "../../evidence/evidence";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { ExhibitRow } from "../../parts/exhibit_row";
import { Heading } from "../../parts/heading";
import { KeptFound } from "../../parts/kept_found";
import { KeptLine } from "../../parts/kept_line";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";
import { PrefixForm } from "./prefix_form";

/** What the evidence is for, what is in it, and what comes next. */
export function EvidenceHome(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { evidence, view } = use_evidence();
  const is_unsaved = use_store(evidence.unsaved);
  const is_kept = use_store(evidence.kept.state).step !== "off";
  const [news, set_news] = use_news();
  if (view === null) return null;
  const text = t.evidence;
  const to = (screen: EvidenceScreen): void => evidence.screen.set(screen);
  const { links, known, payments, done, notes } = view;
  const others = links.length + known.length + payments.length + done.length + notes.length;
  const has_something = view.exhibits.length + others > 0;
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.already}</p>
      <p class="govuk-body">{text.save_first}</p>
      {is_kept ? <KeptLine /> : <p class="govuk-inset-text">{text.in_memory}</p>}
      <KeptFound />
      <section class="hf-part">
        <h2 class="govuk-heading-m">{text.inside}</h2>
        <Status>{news}</Status>
        {is_unsaved && !is_kept && <p class="govuk-body">{text.not_saved}</p>}
        {!has_something && <p class="govuk-body">{text.nothing}</p>}
        <ul class="hf-items">
          {view.exhibits.map((exhibit) => (
            <ExhibitRow
              key={exhibit.number}
              name={exhibit_name(view, exhibit.number)}
              exhibit={exhibit}
              onTakeOut={() => to({ name: "take_out", number: exhibit.number })}
              onReadWords={evidence.file_of(exhibit.number) === null ? null : () => to({ name: "words", number: exhibit.number })}
              onCover={evidence.file_of(exhibit.number) === null ? null : () => to({ name: "cover", number: exhibit.number })}
              onDropCopy={(copy) => to({ name: "take_out", number: exhibit.number, copy })}
            />
          ))}
        </ul>
        {others > 0 && (
          <>
            <h3 class="govuk-heading-s hf-tight">{text.also}</h3>
            <p class="govuk-body">{fill(text.counts, { links: links.length, known: known.length, payments: payments.length, done: done.length, notes: notes.length })}</p>
          </>
        )}
        {view.removed.length > 0 && (
          <>
            <h3 class="govuk-heading-s hf-tight">{text.taken_out}</h3>
            <ul class="hf-items">
              {view.removed.map(({ number, reason }) => {
                const name = exhibit_name(view, number);
                return (
                  <li key={number} class="hf-line">
                    <p class="govuk-body hf-tight">
                      <b>{name}</b> {reason}
                    </p>
                    {view.taken_out.includes(number) && (
                      <Button
                        look="link"
                        label={`${text.put_back}: ${name}`}
                        onClick={() => void evidence.put_back(number).then((fault) => set_news(fault === null ? (all) => fill(all.evidence.is_back, { name }) : failure_news(fault)))}
                      >
                        {text.put_back}
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </section>
      <div class="hf-actions">
        <Button look={has_something ? "second" : "main"} onClick={() => to({ name: "files" })}>
          {text.add_files}
        </Button>
        <Button onClick={() => to({ name: "more" })}>{text.add_more}</Button>
        {has_something && (
          <Button look="main" onClick={() => to({ name: "seal" })}>
            {text.to_seal}
          </Button>
        )}
      </div>
      <Button onClick={() => to({ name: "draft" })}>{is_kept ? t.kept_evidence.about : t.kept_evidence.heading}</Button>
      <PrefixForm prefix={view.prefix} />
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}
