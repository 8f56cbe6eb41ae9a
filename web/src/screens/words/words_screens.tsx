// SPDX-License-Identifier: Apache-2.0
// Writing down what happened, on a route without pictures: there is no file input here, no place to drop a file, and no worker.
// Opening it fetches its module and begins; what was done goes in by itself.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { actions_file } from "../../done/actions";
import { letters_sent } from "../../done/letters_sent";
import { held_entry } from "../../evidence/case_view";
import { may_write_words } from "../../flow/visit";
import { use_guide } from "../../guide/use_guide";
import { use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { use_language } from "../../strings/language";
import { EntryForm } from "../evidence/entry_form";
import { WordsHome } from "./words_home";
import { WordsSaved } from "./words_saved";
import { WordsSeal } from "./words_seal";

export function WordsScreens(): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const notices = use_notices();
  const { words } = session;
  const state = use_store(words.state);
  const screen = use_store(words.screen);
  const actions = use_store(guide.actions);
  const may = may_write_words(visit);
  const open = (): void => void words.open(tag, guide.given.get().country ?? null, visit.route === "handover" && visit.answer === "helping" ? "helper" : "own");
  useEffect(() => {
    if (may && state.step === "closed") open();
  }, [may, state.step]);
  const letters = letters_sent(guide, notices, tag, t.notices.unknown_kind);
  const done = actions.length + letters.length === 0 ? null : actions_file(actions, letters);
  useEffect(() => {
    if (state.step === "open" && done !== null) void words.take_done(done);
  }, [state.step, done]);
  if (!may) return null;
  if (state.step === "open")
    switch (screen.name) {
      case "home":
        return <WordsHome visit={visit} view={state.view} />;
      case "entry":
        return <EntryForm list={screen.list} held={held_entry(state.view, screen)} onPut={(value) => words.put(screen.list, value, screen.index)} onDone={() => words.back()} />;
      case "seal":
        return <WordsSeal view={state.view} />;
      case "saved":
        return <WordsSaved />;
    }
  const text = t.evidence;
  const is_lost = state.step === "lost";
  const is_missing = state.step === "missing";
  return (
    <>
      <Heading>{is_lost ? text.lost_heading : t.words.heading}</Heading>
      {is_lost ? <p class="govuk-body-l">{t.words.lost}</p> : <Status>{is_missing ? text.missing : text.opening}</Status>}
      {(is_lost || is_missing) && (
        <Button look="main" onClick={is_lost ? () => words.begin_again() : open}>
          {is_lost ? text.begin_again : t.page.try_again}
        </Button>
      )}
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}
