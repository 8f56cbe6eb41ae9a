// SPDX-License-Identifier: Apache-2.0
// Saving a text, or a file made here, as a file of the person's own: the browser's download, from memory.

import { leaving, on_forget } from "../exit/leave";

export function save_file(name: string, type: string, content: string | Uint8Array<ArrayBuffer> | Blob): void {
  // What was being made when the person left comes too late.
  if (leaving()) return;
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes once it began; until then the address must live, but not longer than the visit.
  const revoke = (): void => {
    clearTimeout(timer);
    unregister();
    URL.revokeObjectURL(url);
  };
  const timer = setTimeout(revoke, 10_000);
  const unregister = on_forget(revoke);
}

/** A plain name: "notes-7K3Q.txt" from the case number "HF-7K3Q-9XWM-C". */
export function recovery_file_name(case_number: string | null): string {
  const part = case_number === null ? null : /^HF-([0-9A-Z]{4})-/.exec(case_number)?.[1];
  return part === undefined || part === null ? "notes.txt" : `notes-${part}.txt`;
}
