// SPDX-License-Identifier: Apache-2.0
// Evidence: what is shown of it now. Opening it fetches its module and begins the case; what was done goes in by itself.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { actions_file } from "../../done/actions";
import { letters_sent } from "../../done/letters_sent";
import { use_evidence } from "../../evidence/use_evidence";
import { may_hold_evidence } from "../../flow/visit";
import { use_guide } from "../../guide/use_guide";
import { use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { use_language } from "../../strings/language";
import { CarryOn } from "./carry_on";
import type { OpenEvidence } from "./open_evidence";

/** The screens, once they were fetched; null before that. */
let fetched: typeof OpenEvidence | null = null;

export function EvidenceScreens(): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const notices = use_notices();
  const { evidence } = use_evidence();
  const state = use_store(evidence.state);
  const screen = use_store(evidence.screen);
  const actions = use_store(guide.actions);
  const may = may_hold_evidence(visit);
  const there = use_store(evidence.kept.there);
  const [anew, begin_anew] = useState(false);
  const [Open, set_open] = useState<typeof OpenEvidence | null>(() => fetched);
  const [no_screens, set_no_screens] = useState(false);
  const fetch_screens = (): void => {
    set_no_screens(false);
    import("./open_evidence").then(
      (screens) => {
        fetched = screens.OpenEvidence;
        set_open(() => fetched);
      },
      () => set_no_screens(true),
    );
  };
  useEffect(() => {
    if (may && Open === null) fetch_screens();
  }, [may]);
  const open = (): void => void evidence.open(tag, guide.given.get().country ?? null);
  useEffect(() => {
    if (!may || state.step !== "closed") return;
    if (there === null) void evidence.kept.look();
    else if (!there || anew) open();
  }, [may, state.step, there, anew]);
  const letters = letters_sent(guide, notices, tag, t.notices.unknown_kind);
  const done = actions.length + letters.length === 0 ? null : actions_file(actions, letters);
  useEffect(() => {
    if (state.step === "open" && done !== null) void evidence.take_done(done);
  }, [state.step, done]);
  if (!may) return null;
  const text = t.evidence;
  if (state.step === "open" && Open !== null) return <Open key={screen.name} screen={screen} evidence={evidence} view={state.view} />;
  if (state.step === "closed" && there === true && !anew) return <CarryOn onAnew={() => begin_anew(true)} />;
  if (state.step === "lost")
    return (
      <>
        <Heading>{text.lost_heading}</Heading>
        <p class="govuk-body-l">{text.lost}</p>
        <div class="hf-row">
          <Button look="main" onClick={() => evidence.begin_again()}>
            {text.begin_again}
          </Button>
          <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
        </div>
      </>
    );
  const is_missing = state.step === "missing" || no_screens;
  function again(): void {
    if (no_screens) fetch_screens();
    if (state.step === "missing") open();
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      <Status>{is_missing ? text.missing : text.opening}</Status>
      {is_missing && (
        <Button look="main" onClick={again}>
          {t.page.try_again}
        </Button>
      )}
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}
