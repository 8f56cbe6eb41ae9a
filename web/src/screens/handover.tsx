// SPDX-License-Identifier: Apache-2.0
// The routes without pictures. These screens hold no file input, no place to drop a file, and no worker runs.
import type { ComponentChildren, JSX } from "preact";
import type { HandoverVisit } from "../flow/visit";
import { baked } from "../guide/baked";
import { use_crisis_lines, use_lines_of, use_plan, use_services_of } from "../guide/use_guide";
import { AnswersGiven } from "../parts/answers_given";
import { Button } from "../parts/button";
import { EnglishBeside, use_english } from "../parts/english_beside";
import { GuideMissing } from "../parts/guide_missing";
import { Heading } from "../parts/heading";
import { HelpLines } from "../parts/help_lines";
import { PlanTop } from "../parts/plan_top";
import { PlanView } from "../parts/plan_view";
import { Question } from "../parts/question";
import { ServiceCard } from "../parts/service_card";
import { WordsCard } from "../parts/words_card";
import { use_session } from "../state/session_context";
import { use_language, type Strings } from "../strings/language";
import { GuideQuestionScreen } from "./guide_question";

export function Handover({ visit }: { visit: HandoverVisit }): JSX.Element {
  switch (visit.screen) {
    case "who_is_helped":
      return <WhoIsHelped />;
    case "questions":
      return <GuideQuestionScreen />;
    case "services":
      return <Services visit={visit} />;
    case "locked":
      return <Locked visit={visit} />;
  }
}

function WhoIsHelped(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const english = use_english();
  return (
    <Question
      name="helped"
      legend={
        <Heading>
          {t.helping.question}
          <EnglishBeside of={(strings) => strings.helping.question} />
        </Heading>
      }
      choices={[
        { value: "child", text: t.helping.child, ...english((strings) => strings.helping.child) },
        { value: "adult", text: t.helping.adult, ...english((strings) => strings.helping.adult) },
        { value: "not_sure", text: t.helping.not_sure, ...english((strings) => strings.helping.not_sure) },
      ]}
      missing={t.helping.missing}
      onAnswer={(person) => session.go({ kind: "helped_answered", person })}
    >
      <p class="govuk-body">{t.helping.why}</p>
    </Question>
  );
}

/** Heading and first words of each route. */
function opening(visit: HandoverVisit, t: Strings): { heading: string; lead: string; more: string[] } {
  switch (visit.answer) {
    case "under_18_now":
      return { heading: t.child_now.heading, lead: t.child_now.lead, more: [t.child_now.calm] };
    case "someone_under_18":
      return { heading: t.child_then.heading, lead: t.child_then.lead, more: [t.child_then.adult_note] };
    case "not_sure":
      return { heading: t.not_sure.heading, lead: t.not_sure.lead, more: [t.not_sure.talk, t.not_sure.later] };
    case "helping":
      return visit.helped === "adult"
        ? { heading: t.helping_adult.heading, lead: t.helping_adult.lead, more: [t.helping_adult.together, t.helping_adult.not_on_yours, t.helping_adult.ask_first] }
        : { heading: t.helping_child.heading, lead: t.helping_child.lead, more: [] };
  }
}

function Services({ visit }: { visit: HandoverVisit }): JSX.Element {
  const { t, tag } = use_language();
  const plan = use_plan();
  const { heading, lead, more } = opening(visit, t);
  const helplines = use_lines_of("adult-helpline", baked.helplines);
  const { may_be_child, services } = use_services_of(visit);
  return (
    <>
      <Heading>{heading}</Heading>
      <p class="govuk-body-l">
        {lead}
        <EnglishBeside of={(english) => opening(visit, english).lead} />
      </p>
      {more.map((text, index) => (
        <p class="govuk-body" key={index}>
          {text}
          <EnglishBeside of={(english) => opening(visit, english).more[index] ?? ""} />
        </p>
      ))}
      {may_be_child && (
        <Part heading={t.services.if_child_heading} english={(strings) => strings.services.if_child_heading}>
          <p class="govuk-body">
            {t.services.if_child}
            <EnglishBeside of={(english) => english.services.if_child} />
          </p>
          <HelpLines lines={baked.child[tag]} />
          <ServiceCard service={baked.report_remove[tag]} level={3} />
        </Part>
      )}
      <GuideMissing />
      {plan !== null && (
        <>
          <PlanTop plan={plan} />
          <PlanView plan={plan} />
          <AnswersGiven />
        </>
      )}
      {visit.helped === "adult" ? (
        <Part heading={t.services.people_heading}>
          <HelpLines lines={helplines} />
        </Part>
      ) : (
        <Part heading={t.services.heading}>
          {services.map((service) => (
            <ServiceCard key={service.id} service={service} level={3} />
          ))}
          <p class="govuk-body">{t.services.no_promise}</p>
        </Part>
      )}
      <WordsCard />
      {visit.helped !== "adult" && (
        <Part heading={t.services.no_pictures_heading}>
          <p class="govuk-body">{t.services.no_pictures}</p>
        </Part>
      )}
    </>
  );
}

function Part({ heading, english, children }: { heading: string; english?: (t: Strings) => string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="hf-part">
      <h2 class="govuk-heading-m">
        {heading}
        {english !== undefined && <EnglishBeside of={english} />}
      </h2>
      {children}
    </section>
  );
}

/** Going back shows the answer that was given; it cannot be given again during this visit. */
function Locked({ visit }: { visit: HandoverVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const for_child = use_lines_of("tell-an-adult", baked.crisis);
  const for_all = use_crisis_lines();
  return (
    <>
      <Heading>{t.locked.heading}</Heading>
      <p class="govuk-body">{t.age.heading}</p>
      <p class="govuk-body hf-tight">{t.locked.you_said}</p>
      <p class="govuk-inset-text">{t.age[visit.answer]}</p>
      <p class="govuk-body">{t.locked.why}</p>
      <p class="govuk-body">{t.locked.mistake}</p>
      <Button look="main" onClick={() => session.go({ kind: "services_shown" })}>
        {t.locked.to_services}
      </Button>
      <Part heading={t.services.people_heading}>
        <HelpLines lines={visit.answer === "under_18_now" ? for_child : for_all} />
      </Part>
    </>
  );
}
