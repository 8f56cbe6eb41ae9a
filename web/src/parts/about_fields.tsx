// SPDX-License-Identifier: Apache-2.0
// What a person says of an exhibit: what it is, a title, where it comes from, from which device, when.
import type { JSX } from "preact";
import type { About, ExhibitKind } from "../evidence/case_types";
import { longest_line, longest_note, one_line, remembered, whole_lines } from "../evidence/typed_words";
import { use_language } from "../strings/language";
import { Details } from "./details";
import { SelectField } from "./select_field";
import { TextField } from "./text_field";
import { TimeField } from "./time_field";

export const exhibit_kinds: readonly ExhibitKind[] = ["screenshot", "photo-of-screen", "picture", "video", "voice-message", "chat-export", "mail", "web-page", "document", "other"];
export interface TypedAbout {
  kind: ExhibitKind;
  title: string;
  source: string;
  device: string;
  made: string;
  note: string;
}
export const nothing_typed = (kind: ExhibitKind): TypedAbout => ({ kind, title: "", source: "", device: "", made: "", note: "" });

export function about_of({ kind, title, source, device, made, note }: TypedAbout): About {
  const time = remembered(made);
  return {
    kind,
    ...(one_line(title) === "" ? {} : { title: one_line(title) }),
    ...(one_line(source) === "" ? {} : { source: one_line(source) }),
    ...(one_line(device) === "" ? {} : { device: one_line(device) }),
    ...(whole_lines(note) === "" ? {} : { note: whole_lines(note) }),
    ...(time === null ? {} : { made: time }),
  };
}

interface AboutFieldsProps {
  id: string;
  kinds?: readonly ExhibitKind[];
  typed: TypedAbout;
  onType: (typed: TypedAbout) => void;
  /** What is wrong with the title. */
  error?: string | undefined;
}

export function AboutFields({ id, kinds = exhibit_kinds, typed, onType, error }: AboutFieldsProps): JSX.Element {
  const { t } = use_language();
  const text = t.evidence;
  const [first = "other", ...rest] = kinds;
  const set = (change: Partial<TypedAbout>): void => onType({ ...typed, ...change });
  return (
    <>
      <SelectField
        id={`${id}-kind`}
        label={text.kind}
        value={typed.kind === first ? "" : typed.kind}
        onChange={(kind) => set({ kind: kind === "" ? first : (kind as ExhibitKind) })}
        none={text.kinds[first]}
        choices={rest.map((kind) => ({ value: kind, text: text.kinds[kind] }))}
      />
      <TextField id={`${id}-title`} label={text.title} hint={text.title_hint} value={typed.title} onChange={(title) => set({ title })} error={error} longest={longest_line} />
      <TextField id={`${id}-source`} label={text.source} hint={text.source_hint} value={typed.source} onChange={(source) => set({ source })} longest={longest_line} />
      <Details summary={text.details}>
        <TextField id={`${id}-device`} label={text.device} value={typed.device} onChange={(device) => set({ device })} longest={longest_line} />
        <TimeField id={`${id}-made`} label={text.made} value={typed.made} onChange={(made) => set({ made })} />
        <TextField id={`${id}-note`} kind="lines" label={text.note} value={typed.note} onChange={(note) => set({ note })} longest={longest_note} />
      </Details>
    </>
  );
}
