// SPDX-License-Identifier: Apache-2.0
// The frame around every screen: the bar, the language, Back, the screen, and help at the end.
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ExitBar } from "./exit/exit_bar";
import { has_back, screen_name, type Visit } from "./flow/visit";
import { HelpPanel } from "./parts/help_panel";
import { OutsideLink } from "./parts/outside_link";
import { AboutLeaving } from "./screens/about_leaving";
import { Age } from "./screens/age";
import { Alerts } from "./screens/alerts";
import { CaseOverview } from "./screens/case_overview";
import { Undo, Withdraw } from "./screens/choose_items";
import { Crisis } from "./screens/crisis";
import { Erase, Erased } from "./screens/erase";
import { BesideCase } from "./screens/evidence/beside_case";
import { ExtrasQuestion } from "./screens/extras";
import { Fresh } from "./screens/fresh";
import { GuideQuestionScreen } from "./screens/guide_question";
import { Handover } from "./screens/handover";
import { Keep } from "./screens/keep";
import { NewWords } from "./screens/new_words";
import { Next } from "./screens/next";
import { NoticesScreens } from "./screens/notices/notices_screens";
import { OpenCaseScreen } from "./screens/open_case";
import { Pictures } from "./screens/pictures";
import { AdultPlan, PreventPlan } from "./screens/plan";
import { Review } from "./screens/review";
import { SendingScreen } from "./screens/sending";
import { Sent } from "./screens/sent";
import { SharedDevice } from "./screens/shared_device";
import { Sheets } from "./screens/sheets/sheets";
import { Start } from "./screens/start";
import { WhoChecks } from "./screens/who_checks";
import type { Session } from "./state/session";
import { SessionContext } from "./state/session_context";
import { use_store } from "./state/store";
import { en } from "./strings/en";
import { fill, LanguageContext, make_language, use_language, type LanguageTag } from "./strings/language";

export function App({ session }: { session: Session }): JSX.Element {
  const [tag, set_tag] = useState<LanguageTag>("en");
  const [aside, read_aside] = useState<"leaving" | "fresh" | null>(null);
  const language = useMemo(() => make_language(tag), [tag]);
  const visit = use_store(session.visit);
  const notices = use_store(session.notices.screen);
  const sheet = use_store(session.sheet);
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  useEffect(() => read_aside(null), [visit, notices, sheet]);
  const about_link = useRef<HTMLButtonElement>(null);
  const fresh_link = useRef<HTMLButtonElement>(null);
  const back_from_aside = (): void => {
    read_aside(null);
    (aside === "fresh" ? fresh_link : about_link).current?.focus();
  };
  const { t } = language;
  return (
    <LanguageContext.Provider value={language}>
      <SessionContext.Provider value={session}>
        <ExitBar />
        <div class="hf-width hf-top">
          {(has_back(visit) || aside !== null || notices !== null || sheet !== null) && (
            <button type="button" class="hf-back" onClick={() => (aside !== null ? back_from_aside() : session.back())}>
              {t.page.back}
            </button>
          )}
          <button type="button" class="hf-link-button hf-top__language" lang={tag === "en" ? "cy" : "en"} onClick={() => set_tag(tag === "en" ? "cy" : "en")}>
            {t.language.switch_to}
          </button>
        </div>
        <main id="main" class="hf-width hf-main" tabIndex={-1}>
          {t.language.awaiting_review && (
            <p class="hf-review">
              {t.language.review_note} <span lang="en">{en.language.review_note}</span>
            </p>
          )}
          {/* Behind it the screen stays as it was, with what was typed there. */}
          <div class="hf-screen" hidden={aside !== null || notices !== null || sheet !== null}>
            <Screen key={screen_name(visit)} visit={visit} />
          </div>
          {sheet !== null && (
            <div class="hf-screen hf-letters" hidden={aside !== null || notices !== null}>
              <Sheets key={sheet} sheet={sheet} />
            </div>
          )}
          {notices !== null && (
            <div class="hf-screen hf-letters" hidden={aside !== null}>
              <NoticesScreens screen={notices} />
            </div>
          )}
          {aside === "leaving" && <AboutLeaving onDone={back_from_aside} />}
          {aside === "fresh" && <Fresh onDone={back_from_aside} />}
        </main>
        <HelpPanel />
        <footer class="hf-width hf-foot">
          <p class="hf-tight">
            <button type="button" ref={about_link} class="hf-link-button" onClick={() => read_aside("leaving")}>
              {t.leave.about_link}
            </button>
          </p>
          <p class="hf-tight">
            <button type="button" ref={fresh_link} class="hf-link-button" onClick={() => read_aside("fresh")}>
              {t.fresh.link}
            </button>
          </p>
          <Operator session={session} />
        </footer>
      </SessionContext.Provider>
    </LanguageContext.Provider>
  );
}

/** Who runs this, as the service says. A contact that is no address of a page or a mailbox is shown as text. */
function Operator({ session }: { session: Session }): JSX.Element | null {
  const { t } = use_language();
  const service = use_store(session.service);
  if (service.step !== "known" || service.service.operator === undefined) return null;
  const { name, contact } = service.service.operator;
  return (
    <p class="govuk-hint">
      {fill(t.page.run_by, { name })}{" "}
      {/^https:\/\//.test(contact) ? (
        <OutsideLink href={contact}>{t.page.run_by_contact}</OutsideLink>
      ) : /^mailto:/.test(contact) ? (
        <a class="govuk-link" href={contact}>
          {t.page.run_by_contact}
        </a>
      ) : (
        contact
      )}
    </p>
  );
}

function Screen({ visit }: { visit: Visit }): JSX.Element {
  switch (visit.route) {
    case "open":
      return visit.screen === "start" ? <Start /> : visit.screen === "crisis" ? <Crisis /> : <Age visit={visit} />;
    case "handover":
      return <Handover visit={visit} />;
    case "prevent":
      return visit.screen === "questions" ? <GuideQuestionScreen /> : <PreventPlan visit={visit} />;
    case "adult":
      switch (visit.screen) {
        case "questions":
          return <GuideQuestionScreen />;
        case "plan":
          return <AdultPlan visit={visit} />;
        case "who_checks":
          return <WhoChecks />;
        case "pictures":
          return <Pictures visit={visit} />;
        case "extras":
          return <ExtrasQuestion visit={visit} />;
        case "review":
          return <Review visit={visit} />;
        case "sending":
          return <SendingScreen />;
        case "sent":
          return <Sent visit={visit} />;
        case "shared_device":
          return <SharedDevice />;
        case "keep":
          return <Keep />;
        case "next":
          return <Next visit={visit} />;
        case "evidence":
          return <BesideCase />;
      }
      break;
    case "returning":
      switch (visit.screen) {
        case "open":
          return <OpenCaseScreen />;
        case "case":
          return <CaseOverview />;
        case "alerts":
          return <Alerts />;
        case "withdraw":
          return <Withdraw />;
        case "undo":
          return <Undo />;
        case "new_words":
          return <NewWords />;
        case "shared_device":
          return <SharedDevice />;
        case "keep":
          return <Keep />;
        case "erase":
          return <Erase />;
        case "erased":
          return <Erased />;
      }
  }
}
