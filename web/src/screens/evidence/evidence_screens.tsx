// SPDX-License-Identifier: Apache-2.0
// Evidence: what is shown of it now. Opening it fetches its module and begins the case; what was done goes in by itself.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { actions_file } from "../../done/actions";
import { letters_sent } from "../../done/letters_sent";
import { type CaseView, held_entry } from "../../evidence/case_view";
import type { Evidence, EvidenceScreen } from "../../evidence/evidence";
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
import { Cover } from "./cover";
import { Describe } from "./describe";
import { EvidenceFiles } from "./evidence_files";
import { EvidenceHome } from "./evidence_home";
import { EvidenceMore } from "./evidence_more";
import { EntryForm } from "./entry_form";
import { KeepDraft } from "./keep_draft";
import { KeepKey } from "./keep_key";
import { ReadWords } from "./read_words";
import { Seal } from "./seal";
import { Sealed } from "./sealed";
import { TakeOut } from "./take_out";

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
  if (state.step === "open") return <Screen key={screen.name} screen={screen} evidence={evidence} view={state.view} />;
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
  const is_missing = state.step === "missing";
  return (
    <>
      <Heading>{text.heading}</Heading>
      <Status>{is_missing ? text.missing : text.opening}</Status>
      {is_missing && (
        <Button look="main" onClick={open}>
          {t.page.try_again}
        </Button>
      )}
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}

function Screen({ screen, evidence, view }: { screen: EvidenceScreen; evidence: Evidence; view: CaseView }): JSX.Element {
  switch (screen.name) {
    case "home":
      return <EvidenceHome />;
    case "files":
      return <EvidenceFiles />;
    case "describe":
      return <Describe />;
    case "take_out":
      return <TakeOut number={screen.number} {...(screen.copy === undefined ? {} : { copy: screen.copy })} />;
    case "words":
      return <ReadWords number={screen.number} />;
    case "cover":
      return <Cover number={screen.number} />;
    case "more":
      return <EvidenceMore />;
    case "entry":
      return <EntryForm list={screen.list} held={held_entry(view, screen)} onPut={(value) => evidence.put(screen.list, value, screen.index)} onDone={() => evidence.back()} />;
    case "keep":
      return <KeepKey />;
    case "seal":
      return <Seal />;
    case "saved":
      return <Sealed />;
    case "draft":
      return <KeepDraft />;
  }
}
