// SPDX-License-Identifier: Apache-2.0
// Whom somebody who threatens could write to: typed, or read from a platform's own file on this device, and what to do about each.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { may_read_contacts } from "../../flow/visit";
import type { Platform } from "../../guide/door";
import { drafts_of, parts_of_platform } from "../../guide/interview";
import { is_close } from "../../guide/known";
import { use_guide } from "../../guide/use_guide";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { OthersSee, use_platform_of } from "../../parts/others_see";
import { PersonRow } from "../../parts/person_row";
import { PlatformParts } from "../../parts/platform_parts";
import { PutBack } from "../../parts/put_back";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news, type News } from "../../parts/use_news";
import { count_of, found_people, people_of, put_back, typed_people, with_people, without_person, type Person } from "../../people/people";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

const lock_topics = ["block", "friends_list"] as const;
const at_a_time = 25;
const searchable = 8;

export function People(): JSX.Element {
  const language = use_language();
  const { t, tag } = language;
  const session = use_session();
  const { guide, visit } = use_guide();
  const people = use_store(session.people);
  const platform = use_platform_of(["export_friends", "download_data"]);
  const file_input = useRef<HTMLInputElement>(null);
  const [typed, type] = useState("");
  const [wanted, look_for] = useState("");
  const [count, set_count] = useState(at_a_time);
  const [news, set_news] = use_news();
  const [file_news, set_file_news] = use_news();
  const [taken, set_taken] = useState<{ before: readonly Person[]; news: News } | null>(null);
  const text = t.people;
  const drafts = drafts_of(guide, visit, tag).filter(({ to }) => to === "friends" || to === "family");

  /** How much of a file is read, from 0 to 1; null while none is. A later press or leaving ends the reading of an earlier one. */
  const [share, set_share] = useState<number | null>(null);
  const turn = useRef(0);
  useEffect(() => () => void (turn.current += 1), []);

  const told =
    (added: number, left: number): News =>
    (all) =>
      left > 0
        ? fill(all.people.full, { count: added, left })
        : added === 0
          ? all.people.added_none
          : added === 1
            ? all.people.added_one
            : fill(all.people.added_many, { count: added });
  function add_typed(): void {
    const next = with_people(people, typed_people(typed));
    set_people(next);
    set_news(told(next.added, next.left_off));
    if (next.added > 0) type("");
  }
  /** What comes after it is another list: nobody is put back into that. */
  function set_people(next: { people: readonly Person[]; added: number }): void {
    if (next.added > 0) set_taken(null);
    session.people.set(next.people);
  }
  function take_off(left: readonly Person[], news: News): void {
    set_taken({ before: session.people.get(), news });
    session.people.set(left);
    set_news(null);
    set_file_news(null);
  }
  async function add_file(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    turn.current += 1;
    const mine = turn.current;
    const is_wanted = (): boolean => turn.current === mine;
    set_share(0);
    set_file_news((all) => all.page.loading);
    const read = await session.read_contacts(file, is_wanted, set_share);
    if (!is_wanted()) return;
    set_share(null);
    if (!read.ok) return set_file_news((all) => all.people.errors[read.error]);
    const next = with_people(session.people.get(), read.lists.flatMap(people_of));
    set_people(next);
    set_file_news(told(next.added, next.left_off + read.lists.reduce((sum, { left_off }) => sum + left_off, 0)));
  }
  function stop_reading(): void {
    turn.current += 1;
    set_share(null);
    set_file_news((all) => all.people.stopped);
  }

  // Of the platform whose file they were in; whoever was typed is reached where the threats come from.
  const known_parts = new Map<string, Platform | null>();
  function platform_at({ platform: id, wish }: Person): Platform | null {
    const at = id === "" ? (guide.given.get().where ?? "") : id;
    if (wish !== "lock" || at === "") return null;
    if (!known_parts.has(at)) known_parts.set(at, parts_of_platform(guide, visit, tag, at, lock_topics));
    return known_parts.get(at) ?? null;
  }

  // A platform mails that a download is ready, and somebody close may read that mail.
  const takes_files = may_read_contacts(visit) && !is_close(guide.given.get());
  const found = found_people(people, wanted);
  const wishes = (["tell", "lock"] as const).map((wish) => ({ wish, names: people.filter((each) => each.wish === wish).map(({ name }) => name) })).filter(({ names }) => names.length > 0);
  const summary = wishes.map(({ wish, names }) => `${text.wishes[wish]}:\n${names.join("\n")}`).join("\n\n");
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.private}</p>
      <Form onSubmit={add_typed}>
        <TextField id="people-typed" kind="lines" label={text.type} hint={text.type_hint} value={typed} onChange={type} longest={20_000} />
        <Button submit>{text.add}</Button>
        <Status>{news}</Status>
      </Form>
      {takes_files && (
        <section class="hf-part">
          <h2 class="govuk-heading-m">{text.file_heading}</h2>
          <p class="govuk-body">{text.file}</p>
          {platform !== null && <PlatformParts platform={platform} />}
          <input
            ref={file_input}
            type="file"
            hidden
            accept=".zip,.json,.html,.js,application/zip,application/json,text/html,text/javascript"
            onChange={(event) => {
              void add_file(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
          <Button onClick={() => file_input.current?.click()}>{text.file_choose}</Button>
          <Status>{file_news}</Status>
          {share !== null && (
            <>
              <progress class="hf-progress" max={100} value={Math.floor(share * 100)} aria-label={text.reading} />
              <Button onClick={stop_reading}>{text.stop}</Button>
            </>
          )}
          <p class="govuk-hint">{text.file_zip}</p>
        </section>
      )}
      {taken !== null && (
        <PutBack
          news={taken.news(t, language)}
          onPutBack={() => {
            session.people.set(put_back(taken.before, session.people.get()));
            set_taken(null);
            set_news((all) => all.people.is_back);
          }}
        >
          {text.put_back}
        </PutBack>
      )}
      {people.length > 0 && (
        <section class="hf-part">
          <h2 class="govuk-heading-m">{people.length === 1 ? text.one : fill(text.many, { count: people.length })}</h2>
          <p class="govuk-body">{text.pick}</p>
          {people.length > searchable && (
            <>
              <TextField id="people-search" label={text.search} value={wanted} onChange={look_for} />
              <Status>{wanted.trim() === "" ? "" : found.length === 0 ? text.found_none : found.length === 1 ? t.search.one : fill(t.search.many, { count: found.length })}</Status>
            </>
          )}
          <ul class="hf-items">
            {found.slice(0, count).map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                drafts={drafts}
                platform={platform_at(person)}
                onRemove={() => take_off(without_person(session.people.get(), person.id), (all) => fill(all.people.taken_off, { name: person.name }))}
              />
            ))}
          </ul>
          {found.length > count && <Button onClick={() => set_count(count + at_a_time)}>{fill(text.more, { count: found.length - count })}</Button>}
          <p class="govuk-body">{fill(text.sum, { tell: count_of(people, "tell"), lock: count_of(people, "lock") })}</p>
          {summary !== "" && <p class="govuk-hint">{t.notices.saved_stays}</p>}
          <div class="hf-row">
            {summary !== "" && <CopyButton text={summary}>{text.copy}</CopyButton>}
            <Button
              look="link"
              onClick={() => take_off([], (all) => all.people.emptied)}
            >
              {text.empty}
            </Button>
          </div>
        </section>
      )}
      <OthersSee />
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}
