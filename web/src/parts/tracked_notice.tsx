// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Words } from "../guide/door";
import type { NoticeAnswer, NoticeKind, NoticeNext, TrackRecord } from "../guide/notice_door";
import { longest, whole_text } from "../notices/facts";
import { with_change, without, type SentNotice } from "../notices/tracker";
import { use_notices } from "../notices/use_notices";
import { day_and_time } from "../strings/dates";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Details } from "./details";
import { Said } from "./said";
import { SelectField } from "./select_field";
import { ServiceCard } from "./service_card";
import { TextField } from "./text_field";
import { TimeField, time_of, typed_time, wrong_time } from "./time_field";
import { with_references } from "./with_references";

interface TrackedNoticeProps {
  sent: SentNotice;
  record: TrackRecord;
  /** Left out where this edition of the guide knows the kind no more. */
  title: Words | undefined;
  kinds: NoticeKind[];
}

/** One letter that was sent: when, to whom, how long they have, and what to do if they do nothing. */
export function TrackedNotice({ sent, record, title, kinds }: TrackedNoticeProps): JSX.Element {
  const { t, tag } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const time = (at: number | string): string => day_and_time(tag, new Date(at));
  const name = title?.say ?? text.unknown_kind;
  return (
    <li class={record.state === "due" ? "hf-item hf-item--due" : "hf-item"}>
      <h3 class="govuk-heading-s hf-tight">{title === undefined ? name : <Said of={title} />}</h3>
      <p class="govuk-body hf-tight">{sent.to === "" ? fill(text.was_sent, { time: time(sent.at) }) : fill(text.was_sent_to, { time: time(sent.at), name: sent.to })}</p>
      {sent.ours !== "" && <p class="govuk-body hf-tight">{with_references(fill(text.reference_ours_is, { reference: sent.ours }))}</p>}
      {sent.reference !== "" && <p class="govuk-body hf-tight">{fill(text.reference_is, { reference: sent.reference })}</p>}
      <p class="govuk-body hf-tight">
        <strong>{record.state === "done" ? text.states.done : record.state === "due" ? text.states.due : record.deadline !== undefined && record.over !== true ? text.states.running : text.states.waiting}</strong>
      </p>
      {record.deadline !== undefined && record.state !== "done" && (
        <p class="govuk-body">{fill(record.over === true ? text.deadline_over : text.deadline, { time: time(record.deadline) })}</p>
      )}
      <SelectField
        id={`answer-${sent.id}`}
        label={text.their_answer}
        value={sent.answer === "none" ? "" : sent.answer}
        onChange={(answer) => notices.tracker.set(with_change(notices.tracker.get(), sent.id, { answer: answer === "" ? "none" : (answer as NoticeAnswer) }))}
        none={text.answers_of_theirs.none}
        choices={(["receipt", "removed", "refused"] as const).map((value) => ({ value, text: text.answers_of_theirs[value] }))}
      />
      {record.state === "done" && <p class="govuk-body">{text.copies}</p>}
      <Next list={record.due} heading={text.do_next} sent={sent} kinds={kinds} />
      {record.coming.length > 0 && (
        <Details summary={text.coming} about={name}>
          <Next list={record.coming} sent={sent} kinds={kinds} at={(next) => time(Date.parse(sent.at) + next.after_hours * 3_600_000)} />
        </Details>
      )}
      <Details summary={text.change_note} about={name}>
        <ChangeSent sent={sent} />
      </Details>
    </li>
  );
}

function Next({ list, heading, sent, kinds, at }: { list: NoticeNext[]; heading?: string; sent: SentNotice; kinds: NoticeKind[]; at?: (next: NoticeNext) => string }): JSX.Element | null {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  if (list.length === 0) return null;
  return (
    <>
      {heading !== undefined && <p class="govuk-body hf-tight">{heading}</p>}
      <ul class="govuk-list">
        {list.map((next, index) => {
          const kind = kinds.find(({ id }) => id === next.notice);
          return (
            <li key={index}>
              <p class="govuk-body hf-tight">
                {at !== undefined && <strong>{at(next)}: </strong>}
                <Said of={next.say} />
              </p>
              {kind !== undefined && <Button onClick={() => notices.follow(sent, kind.id)}>{fill(text.write_this, { title: kind.title.say })}</Button>}
              {next.services?.map((service) => <ServiceCard key={service.id} service={service} level={4} />)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function ChangeSent({ sent }: { sent: SentNotice }): JSX.Element {
  const language = use_language();
  const { t } = language;
  const notices = use_notices();
  const [at, set_at] = useState(typed_time(new Date(sent.at)));
  const text = t.notices;
  const wrong = wrong_time(time_of(at));
  const change = (what: Parameters<typeof with_change>[2]): void => notices.tracker.set(with_change(notices.tracker.get(), sent.id, what));
  return (
    <>
      <TimeField
        id={`sent-at-${sent.id}`}
        label={text.sent_at}
        value={at}
        error={wrong?.(t, language)}
        onChange={(typed) => {
          set_at(typed);
          const time = time_of(typed);
          if (time !== null && wrong_time(time) === null) change({ at: time.toISOString() });
        }}
      />
      <TextField id={`sent-to-${sent.id}`} label={text.sent_to} value={sent.to} onChange={(to) => change({ to: whole_text(to) })} longest={longest.line} />
      <TextField id={`sent-reference-${sent.id}`} label={text.sent_reference} hint={text.sent_reference_hint} value={sent.reference} onChange={(reference) => change({ reference: whole_text(reference) })} longest={longest.line} />
      <Button
        look="link"
        onClick={() => {
          notices.tracker.set(without(notices.tracker.get(), sent.id));
          document.querySelector<HTMLElement>(".hf-screen:not([hidden]) h1")?.focus();
        }}
      >
        {text.remove}
      </Button>
    </>
  );
}
