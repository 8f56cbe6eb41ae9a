// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { actions_file, done_of } from "../../done/actions";
import { letters_sent } from "../../done/letters_sent";
import { may_hold_evidence, may_write_words } from "../../flow/visit";
import { use_guide } from "../../guide/use_guide";
import { save_file } from "../../keep/save_file";
import { use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Heading } from "../../parts/heading";
import { ListLeftOut } from "../../parts/list_left_out";
import { Status } from "../../parts/status";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { day_time_and_zone } from "../../strings/dates";
import { fill, use_language } from "../../strings/language";

interface Entry {
  key: string;
  at: string;
  words: string;
  /** Of a step that was marked: takes the mark back. */
  undo?: () => void;
}

const file_name = "notes.json";

/** What was done, and when: steps that were marked and letters that were sent, by time; to print, to copy, to save. */
export function DoneList(): JSX.Element {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const notices = use_notices();
  const actions = use_store(guide.actions);
  const is_kept = use_store(session.draft.is_written);
  const [news, set_news] = use_news();
  const text = t.done_list;
  const letters = letters_sent(guide, notices, tag, t.notices.unknown_kind);
  const entries: Entry[] = [
    ...[...done_of(actions).values()].map(({ step, words, at }) => ({ key: step, at, words, undo: () => guide.mark(step, words, false) })),
    ...letters.map(({ words, at, to }, index) => ({ key: `sent ${index}`, at, words: fill(to === "" ? text.sent : text.sent_to, { what: words, to }) })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const time = (at: string): string => day_time_and_zone(tag, new Date(at));
  const lines = entries.map(({ at, words }) => `${time(at)}: ${words}`);
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body">{is_kept ? text.kept : text.in_memory}</p>
      <ListLeftOut />
      {entries.length === 0 ? (
        <p class="govuk-inset-text">{text.nothing}</p>
      ) : (
        <>
          <ul class="hf-items">
            {entries.map(({ key, at, words, undo }) => (
              <li key={key} class="hf-line">
                <p class="govuk-hint hf-tight">
                  <time dateTime={at}>{time(at)}</time>
                </p>
                <p class="govuk-body hf-tight">{words}</p>
                {undo !== undefined && (
                  <Button look="link" label={fill(text.undo_about, { what: words })} onClick={undo}>
                    {text.undo}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <p class="govuk-hint">{t.notices.saved_stays}</p>
          <p class="govuk-hint">{t.keep.print_note}</p>
          <div class="hf-actions">
            <CopyButton text={lines.join("\n")} look="main">
              {text.copy}
            </CopyButton>
            <Button onClick={() => window.print()}>{text.print}</Button>
            <Button
              onClick={() => {
                save_file(file_name, "application/json", actions_file(actions, letters));
                set_news((all) => fill(all.done_list.saved, { name: file_name }));
              }}
            >
              {text.save}
            </Button>
            <Status>{news}</Status>
          </div>
          <p class="govuk-hint">{text.file}</p>
          <div class="hf-paper hf-paper--plan" aria-hidden="true">
            <p class="hf-paper__heading">{t.keep.paper_heading}</p>
            {lines.map((line, index) => (
              <p key={index}>{line}</p>
            ))}
          </div>
        </>
      )}
      {may_hold_evidence(visit) && <Button onClick={() => session.sheet.set("evidence")}>{t.evidence.heading}</Button>}
      {may_write_words(visit) && <Button onClick={() => session.sheet.set("words")}>{t.words.heading}</Button>}
      <Button look={entries.length === 0 ? "main" : "second"} onClick={() => session.sheet.set(null)}>
        {text.back}
      </Button>
    </>
  );
}
