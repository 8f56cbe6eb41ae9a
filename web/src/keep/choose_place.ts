// SPDX-License-Identifier: Apache-2.0
// Asking where a file goes before it is made, where the browser can: it asks only right after a press.
import { leaving } from "../exit/leave";

type Picker = (wish: { suggestedName: string }) => Promise<FileSystemFileHandle>;
const picker = (): Picker | undefined => (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;

export const can_choose_place = (): boolean => picker() !== undefined;

/** "cancelled": the person closed the dialog, or left. Null: this browser cannot ask, so what is made is downloaded. */
export async function choose_place(name: string): Promise<FileSystemFileHandle | "cancelled" | null> {
  const pick = picker();
  if (pick === undefined) return null;
  try {
    const place = await pick.call(globalThis, { suggestedName: name });
    return leaving() ? "cancelled" : place;
  } catch (error) {
    // Where the dialog could not be shown at all, a download does.
    return error instanceof DOMException && error.name === "AbortError" ? "cancelled" : null;
  }
}

/** The dialog leaves an empty file at the place. Taken away again where nothing was written into it; as well as the browser can. */
export async function give_up_place(place: FileSystemFileHandle): Promise<void> {
  try {
    if ((await place.getFile()).size === 0) await (place as { remove?: () => Promise<void> }).remove?.();
  } catch {
    // An empty file is left, which nobody takes for a pack.
  }
}
