// SPDX-License-Identifier: Apache-2.0
// What page and worker say to each other about evidence that is kept on this device.

/** What a draft is begun with. */
export interface KeptKey {
  identity: string;
  /** Number of the case, which goes into its packs; null: it has none. */
  number: string | null;
  /** The recovery text, locked with a passphrase; null: none is to lie beside it. */
  locked_key: string | null;
}

export type KeptAsk =
  /** From here on the case is kept. Nothing is written yet. */
  | ({ do: "begin" } & KeptKey)
  /** Takes up what is kept, in place of the case that is held. */
  | { do: "open"; identity: string }
  /** Writes the case as it is. `contents` by path: of files that are not kept yet. */
  | { do: "write"; contents: ReadonlyMap<string, Blob> }
  /** Lets go of it; what is kept stays. */
  | { do: "end" };

export interface KeptReport {
  /** When what is kept was written, RFC 3339. Of "write": it is on the disk now. */
  at: string;
  number: string | null;
  /** The newest state was damaged: this is the one before. */
  older: boolean;
  /** Exhibits whose files cannot be read any more. */
  damaged: number[];
}
