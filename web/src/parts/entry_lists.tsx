// SPDX-License-Identifier: Apache-2.0
// What has no file: links, what is known of them, money, reports, notes. Each can be taken out again.
import type { JSX } from "preact";
import type { Refusal } from "../evidence/case_types";
import type { CaseView } from "../evidence/case_view";
import type { EntryList } from "../evidence/evidence";
import { failure_news } from "../evidence/use_evidence";
import { fill, use_language, type Strings } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";
import { use_news } from "./use_news";

export const entry_lists: readonly EntryList[] = ["links", "known", "payments", "done", "notes"];

/** The words that an entry is known by, with its place in the case's own list. */
function entries_of(view: CaseView, list: EntryList, text: Strings["evidence"]): { index: number; words: string }[] {
  const words = (parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== "").join(", ");
  switch (list) {
    case "links":
      return view.links.map(({ url, account, place }, index) => ({ index, words: words([url, account, place]) }));
    case "known":
      return view.known.map(({ kind, value, where }, index) => ({ index, words: words([`${text.choices[kind]}: ${value}`, where]) }));
    case "payments":
      return view.payments.map(({ kind, amount, currency, to }, index) => ({ index, words: words([`${text.choices[kind]}${amount === undefined ? "" : `: ${amount} ${currency ?? ""}`.trimEnd()}`, to]) }));
    case "done":
      return view.done.flatMap(({ kind, to, theirs }, index) => (kind === "reported" ? [{ index, words: words([to, theirs]) }] : []));
    case "notes":
      return view.notes.map(({ text: note }, index) => ({ index, words: note }));
  }
}

interface EntryListsProps {
  view: CaseView;
  /** In the order they are shown. */
  lists?: readonly EntryList[];
  onAdd: (list: EntryList) => void;
  onDrop: (list: EntryList, index: number) => Promise<Refusal | null>;
}

export function EntryLists({ view, lists = entry_lists, onAdd, onDrop }: EntryListsProps): JSX.Element {
  const { t } = use_language();
  const [news, set_news] = use_news();
  const text = t.evidence;
  const by_itself = view.done.filter(({ kind }) => kind !== "reported").length;
  return (
    <>
      {by_itself > 0 && <p class="govuk-body">{fill(text.done_too, { count: by_itself })}</p>}
      <div id="evidence-news" tabIndex={-1}>
        <Status>{news}</Status>
      </div>
      {lists.map((list) => (
        <section key={list} class="hf-part">
          <h2 class="govuk-heading-s">{text.lists[list]}</h2>
          <ul class="hf-items">
            {entries_of(view, list, text).map(({ index, words }) => (
              <li key={index} class="hf-line">
                <p class="govuk-body hf-tight hf-field__value">
                  <bdi>{words}</bdi>
                </p>
                <Button
                  look="link"
                  label={`${text.take_out}: ${words.slice(0, 80)}`}
                  onClick={() =>
                    void onDrop(list, index).then((fault) => {
                      set_news(fault === null ? (all) => all.evidence.entry_out : failure_news(fault));
                      document.getElementById("evidence-news")?.focus();
                    })
                  }
                >
                  {text.take_out}
                </Button>
              </li>
            ))}
          </ul>
          <Button onClick={() => onAdd(list)}>{text.add_entry[list]}</Button>
        </section>
      ))}
    </>
  );
}
