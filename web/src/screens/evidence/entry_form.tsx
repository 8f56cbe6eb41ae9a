// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { entry_fields, entry_of, typed_of, type EntryField } from "../../evidence/entry_fields";
import { type Facts, moment_now, type Refusal } from "../../evidence/case_types";
import type { EntryList } from "../../evidence/evidence";
import { failure_news } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { ErrorSummary } from "../../parts/error_summary";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { TimeField } from "../../parts/time_field";
import { use_news } from "../../parts/use_news";
import { use_language } from "../../strings/language";

const id_of = (name: string): string => `evidence-entry-${name}`;

interface EntryFormProps {
  list: EntryList;
  /** What is changed; left out where something new goes in. */
  held?: Facts[EntryList] | undefined;
  onPut: (value: Facts[EntryList]) => Promise<Refusal | null>;
  /** It is in, or the person goes back without it. */
  onDone: () => void;
}

/** One entry with no file: a link, a name, a payment, a report, a note. */
export function EntryForm({ list, held, onPut, onDone }: EntryFormProps): JSX.Element {
  const { t } = use_language();
  const [typed, type] = useState<Readonly<Record<string, string>>>(() => (held === undefined ? {} : typed_of(list, held)));
  const [problem, set_problem] = use_news();
  const [wrong, set_wrong] = useState("");
  const [turn, set_turn] = useState(0);
  const text = t.evidence;
  const fields = entry_fields[list];

  async function put_in(): Promise<void> {
    const miss = (name: string, say: Parameters<typeof set_problem>[0]): void => {
      set_wrong(name);
      set_problem(say);
      set_turn(turn + 1);
    };
    const empty = fields.find(({ name, needed }) => needed === true && (typed[name] ?? "").trim() === "");
    if (empty !== undefined) return miss(empty.name, (all) => all.evidence.needed);
    if (list === "links" && !/^https?:\/\/[^\s]+$/.test((typed.url ?? "").trim())) return miss("url", (all) => all.evidence.bad_link);
    const fault = await onPut(entry_of(list, typed, moment_now(), held));
    if (fault === null) return onDone();
    // The module says which member it is: "/value/amount".
    const named = fields.find(({ name }) => fault.faults?.some(({ pointer }) => pointer.split("/").includes(name)) === true);
    if (named === undefined) miss(fields[0]?.name ?? "", failure_news(fault));
    else miss(named.name, (all) => all.evidence.bad_value);
  }
  function field({ name, is, of = [], longest }: EntryField): JSX.Element {
    const common = { key: name, id: id_of(name), label: text.fields[`${list}_${name}` as keyof typeof text.fields], value: typed[name] ?? "", onChange: (value: string) => type({ ...typed, [name]: value }) };
    const error = problem !== "" && wrong === name ? problem : undefined;
    if (is === "time") return <TimeField {...common} error={error} />;
    if (is === "choice") {
      const words = (value: string): string => text.choices[value as keyof typeof text.choices];
      return <SelectField {...common} none={words(of[0] ?? "other")} choices={of.slice(1).map((value) => ({ value, text: words(value) }))} />;
    }
    return <TextField {...common} {...(is === "lines" ? { kind: "lines" as const } : {})} {...(longest === undefined ? {} : { longest })} error={error} />;
  }
  return (
    <Form onSubmit={() => void put_in()}>
      {problem !== "" && <ErrorSummary message={problem} field={id_of(wrong)} turn={turn} />}
      <Heading>{held === undefined ? text.add_entry[list] : text.change_entry}</Heading>
      {fields.map(field)}
      <div class="hf-row">
        <Button submit look="main">
          {held === undefined ? text.put_in : text.put_change}
        </Button>
        <Button onClick={onDone}>{t.page.cancel}</Button>
      </div>
    </Form>
  );
}
