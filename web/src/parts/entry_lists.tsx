// SPDX-License-Identifier: Apache-2.0
// What has no file: links, what is known of them, money, reports, notes. Each can be changed and taken out; what was taken out last
// can be put back.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Facts, Refusal } from "../evidence/case_types";
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

/** What a button does, and to which entry. */
const named = (does: string, words: string): string => `${does}: ${words.slice(0, 80)}`;

interface EntryListsProps {
  view: CaseView;
  /** In the order they are shown. */
  lists?: readonly EntryList[];
  onAdd: (list: EntryList) => void;
  onChange: (list: EntryList, index: number) => void;
  onDrop: (list: EntryList, index: number) => Promise<Refusal | null>;
  /** Puts back what was taken out, at the end of its list. */
  onPutBack: (list: EntryList, value: Facts[EntryList]) => Promise<Refusal | null>;
}

export function EntryLists({ view, lists = entry_lists, onAdd, onChange, onDrop, onPutBack }: EntryListsProps): JSX.Element {
  const { t } = use_language();
  const [news, set_news] = use_news();
  const [out, set_out] = useState<{ list: EntryList; value: Facts[EntryList]; words: string } | null>(null);
  const text = t.evidence;
  const by_itself = view.done.filter(({ kind }) => kind !== "reported").length;
  function told(say: Parameters<typeof set_news>[0]): void {
    set_news(say);
    document.getElementById("evidence-news")?.focus();
  }
  async function take_out(list: EntryList, index: number, words: string): Promise<void> {
    const value = view[list][index];
    const fault = await onDrop(list, index);
    if (fault === null && value !== undefined) set_out({ list, value, words });
    told(fault === null ? (all) => all.evidence.entry_out : failure_news(fault));
  }
  async function put_back({ list, value }: { list: EntryList; value: Facts[EntryList] }): Promise<void> {
    // Pressed twice, it goes in once.
    set_out(null);
    const fault = await onPutBack(list, value);
    if (fault !== null) set_out(out);
    told(fault === null ? (all) => all.evidence.entry_back : failure_news(fault));
  }
  return (
    <>
      {by_itself > 0 && <p class="govuk-body">{fill(text.done_too, { count: by_itself })}</p>}
      <div id="evidence-news" tabIndex={-1}>
        <Status>{news}</Status>
        {out !== null && (
          <p class="govuk-body">
            <Button look="link" label={named(text.put_back, out.words)} onClick={() => void put_back(out)}>
              {text.put_back}
            </Button>
          </p>
        )}
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
                <div class="hf-row">
                  <Button look="link" label={named(text.change_one, words)} onClick={() => onChange(list, index)}>
                    {text.change_one}
                  </Button>
                  <Button look="link" label={named(text.take_out, words)} onClick={() => void take_out(list, index, words)}>
                    {text.take_out}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
          <Button onClick={() => onAdd(list)}>{text.add_entry[list]}</Button>
        </section>
      ))}
    </>
  );
}
