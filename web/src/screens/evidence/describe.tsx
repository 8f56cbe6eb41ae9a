// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { about_of, AboutFields, nothing_typed } from "../../parts/about_fields";
import { Button } from "../../parts/button";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { use_news } from "../../parts/use_news";
import { use_language } from "../../strings/language";

/** What is told in words, with no file. */
export function Describe(): JSX.Element {
  const { t } = use_language();
  const { evidence } = use_evidence();
  const [typed, type] = useState(nothing_typed("picture"));
  const [error, set_error] = use_news();
  const text = t.evidence;
  async function put_in(): Promise<void> {
    if (typed.title.trim() === "") {
      set_error((all) => all.evidence.words_missing);
      document.getElementById("evidence-words-title")?.focus();
      return;
    }
    const added = await evidence.describe(about_of(typed));
    if (added.ok) evidence.screen.set({ name: "home" });
    else set_error(failure_news(added.error));
  }
  return (
    <Form onSubmit={() => void put_in()}>
      <Heading>{text.no_file}</Heading>
      <p class="govuk-body">{text.describe_lead}</p>
      <AboutFields id="evidence-words" typed={typed} onType={type} error={error === "" ? undefined : error} />
      <div class="hf-row">
        <Button submit look="main">
          {text.put_in_words}
        </Button>
        <Button onClick={() => evidence.back()}>{t.page.cancel}</Button>
      </div>
    </Form>
  );
}
