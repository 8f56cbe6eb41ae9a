// SPDX-License-Identifier: Apache-2.0
// The letter in full: what to know first, what it lacks, the words, where it goes, and every way to take it along. Nothing is sent here.
import type { JSX } from "preact";
import type { HelpService } from "../../guide/door";
import type { Notice } from "../../guide/notice_door";
import { pdf_of_copy, text_of } from "../../notices/letter_file";
import type { Asked } from "../../notices/notices";
import { question_of } from "../../notices/question_of";
import { use_letter, use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Details } from "../../parts/details";
import { FillFromEvidence } from "../../parts/fill_from_evidence";
import { Heading } from "../../parts/heading";
import { LetterText } from "../../parts/letter_text";
import { LetterWords } from "../../parts/letter_words";
import { NeededBy } from "../../parts/needed_by";
import { NoLetterYet } from "../../parts/no_letter_yet";
import { NoticeRecipient } from "../../parts/notice_recipient";
import { is_page, OutsideLink } from "../../parts/outside_link";
import { Said } from "../../parts/said";
import { SavePdf } from "../../parts/save_pdf";
import { SourceNote } from "../../parts/source_note";
import { TakeAlong } from "../../parts/take_along";
import { with_references } from "../../parts/with_references";
import { fill, use_language } from "../../strings/language";

export function NoticeLetterScreen(): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const notice = use_letter();
  const text = t.notices;
  const words = notices.draft.get()?.words ?? null;
  const reference = notices.draft.get()?.letter.reference ?? "";
  if (notice === null) return <NoLetterYet />;
  return (
    <>
      <Heading>
        <Said of={notice.title} />
      </Heading>
      <Warnings notice={notice} />
      <Missing notice={notice} />
      <FillFromEvidence />
      {notice.fields === undefined ? <LetterWords notice={notice} /> : <Fields notice={notice} />}
      <CopyButton text={text_of(notice)} look="main">
        {notice.fields === undefined ? text.copy : text.copy_all}
      </CopyButton>
      {notice.copy !== undefined && (
        <Details summary={text.own_copy}>
          {words !== null && <p class="govuk-hint">{text.copy_unchanged}</p>}
          <LetterText letter={notice.copy} language={notice.copy.language} />
          <SavePdf letter={pdf_of_copy(notice.copy)}>{text.save_copy}</SavePdf>
        </Details>
      )}
      <p class="govuk-body">{with_references(fill(`${notice.subject}\n${notice.body}`.includes(reference) ? text.reference_ours : text.reference_left_out, { reference }))}</p>
      <YourAnswers notice={notice} />
      <h2 class="govuk-heading-m">{text.where_heading}</h2>
      <NoticeRecipient notice={notice} />
      <TakeAlong notice={notice} />
      <section class="hf-card hf-card--news">
        <h2 class="govuk-heading-m">{text.after_heading}</h2>
        {notice.clock !== undefined && (
          <p class="govuk-body">
            <Said of={notice.clock.say} />
          </p>
        )}
        <p class="govuk-body">{text.after}</p>
        <Button look="main" onClick={() => notices.to_sent()}>
          {text.i_sent_it}
        </Button>
      </section>
      <AboutTheLaw notice={notice} />
      <div class="hf-paper hf-paper--letter" aria-hidden="true" lang="en">
        <p class="hf-paper__heading">{notice.subject}</p>
        <p class="hf-paper__letter">{notice.body}</p>
        {notice.attachment !== undefined && <p class="hf-paper__letter">{`${notice.attachment.name}\n\n${notice.attachment.text}`}</p>}
      </div>
    </>
  );
}

function Warnings({ notice }: { notice: Notice }): JSX.Element | null {
  if (notice.warnings.length === 0) return null;
  return (
    <ul class="hf-promises hf-warnings">
      {notice.warnings.map((warning) => (
        <li key={warning.id}>
          <Said of={warning.text} />
          {warning.services?.map((service) => <HandOver key={service.id} service={service} />)}
        </li>
      ))}
    </ul>
  );
}

/** Trained people who do it instead: short, as the letter comes after them. */
function HandOver({ service }: { service: HelpService }): JSX.Element | null {
  const { t } = use_language();
  const name = service.name.say;
  if (service.url === undefined || !is_page(service.url)) return null;
  return (
    <div class="hf-hand-over">
      <OutsideLink href={service.url} as_button>
        {fill(t.services.open, { name })}
      </OutsideLink>
      <SourceNote of={service} about={name} />
    </div>
  );
}

/** Named before anything is sent, each with why it matters. */
function Missing({ notice }: { notice: Notice }): JSX.Element | null {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  if (notice.missing.length === 0) return <p class="govuk-body">{notices.draft.get()?.words == null ? text.complete : text.complete_but_own}</p>;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-s">{notice.complete ? text.useful_heading : text.missing_heading}</h2>
      <ul class="hf-items">
        {notice.missing.map((missing) => {
          const { question } = question_of(missing);
          return (
            <li key={missing.element} class="hf-missing">
              <p class="govuk-body hf-tight">
                <strong>
                  <Said of={question} />
                </strong>
              </p>
              <p class="govuk-body hf-tight">
                <Said of={missing.why} />
              </p>
              <p class="govuk-hint hf-tight">
                <NeededBy missing={missing} />
              </p>
              <Button look="link" onClick={() => notices.ask_again(missing.element)}>
                {text.fill_in}
                <span class="govuk-visually-hidden">: {question.say}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A list of one is no list in a field: a name is pasted as it is. */
const for_field = (value: string): string => (/^(- |1\. )[^\n]*$/.test(value) ? value.replace(/^(- |1\. )/, "") : value);

/** Nothing was said to it: what stands there is for nobody's form. */
const is_gap = (value: string): boolean => /^\[[^\]\n]+\]$/.test(value);

/** For a form: each field by itself, as it is pasted. */
function Fields({ notice }: { notice: Notice }): JSX.Element {
  const { t } = use_language();
  const text = t.notices;
  return (
    <section>
      <h2 class="govuk-heading-m">{text.fields_heading}</h2>
      <p class="govuk-body">{text.fields_lead}</p>
      <dl class="hf-fields">
        {(notice.fields ?? []).map(({ label, value, by_person }) => (
          <div key={label} class="hf-field">
            <dt lang="en">{label}</dt>
            <dd>
              <p class="hf-field__value" lang="en">
                {with_references(for_field(value))}
              </p>
              {by_person !== true && !is_gap(value) && (
                <CopyButton text={for_field(value)} about={label} look="link">
                  {text.copy_field}
                </CopyButton>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every answer of this letter can be changed. */
function YourAnswers({ notice }: { notice: Notice }): JSX.Element | null {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const passed = (notices.draft.get()?.passed ?? []).filter((asked) => !notice.missing.some(({ element }) => element === asked));
  const facts = notices.facts_now();
  const extra: Asked[] = [...(facts.platform !== undefined && ["platform", "any"].includes(notice.to.kind) ? (["platform"] as const) : []), ...((facts.pages ?? []).length > 0 ? (["pages"] as const) : []), ...((facts.reasons ?? "") !== "" ? (["reasons"] as const) : [])];
  const filled = (notices.draft.get()?.filled?.names ?? []).filter((name) => name !== "police");
  const all = [...new Set([...extra, ...filled, ...passed])];
  if (all.length === 0) return null;
  return (
    <Details summary={text.answers}>
      <ul class="govuk-list">
        {all.map((asked) => (
          <li key={asked}>
            {text.ask_again[asked]}{" "}
            <Button look="link" onClick={() => notices.ask_again(asked)}>
              {text.change}
              <span class="govuk-visually-hidden">: {text.ask_again[asked]}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Details>
  );
}

function AboutTheLaw({ notice }: { notice: Notice }): JSX.Element {
  const { t, date } = use_language();
  const text = t.notices;
  return (
    <Details summary={text.law_heading}>
      {notice.law !== undefined && (
        <>
          <p class="govuk-body-s">
            <strong>
              <Said of={notice.law.name} />
            </strong>
          </p>
          <p class="govuk-body-s">
            {notice.law.in_force !== null && `${fill(text.in_force, { date: date(notice.law.in_force) })} `}
            <Said of={notice.law.note} />
          </p>
        </>
      )}
      <p class="govuk-body-s">{text.no_lawyer}</p>
      {notice.next.length > 0 && (
        <>
          <p class="govuk-body-s">{text.next_heading}</p>
          <ul class="govuk-list govuk-list--bullet">
            {notice.next.map((next, index) => (
              <li key={index}>
                {fill(text.after_hours, { hours: next.after_hours })} <Said of={next.say} />
              </li>
            ))}
          </ul>
        </>
      )}
      {notice.sources.map((source, index) => (
        <SourceNote key={source.url} of={index === 0 ? { ...notice, sources: [source] } : { sources: [source], stale: notice.stale }} about={notice.title.say} />
      ))}
    </Details>
  );
}
