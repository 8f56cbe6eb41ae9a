// SPDX-License-Identifier: Apache-2.0
import { leaving } from "../exit/leave";
import { save_file } from "./save_file";

interface FileHandle {
  createWritable(): Promise<{ write(content: Blob): Promise<void>; close(): Promise<void> }>;
}
type Picker = (wish: { suggestedName: string }) => Promise<FileHandle>;

/** Saves a large file where the person says, if the browser can ask; else as a download. False: it was not saved. */
export async function save_pack(name: string, content: Blob): Promise<boolean> {
  const pick = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (pick !== undefined) {
    let handle: FileHandle | null = null;
    try {
      handle = await pick.call(globalThis, { suggestedName: name });
    } catch (error) {
      // They closed the dialog. Where it could not be shown at all, the download does.
      if (error instanceof DOMException && error.name === "AbortError") return false;
    }
    if (handle !== null) {
      if (leaving()) return false;
      try {
        const file = await handle.createWritable();
        await file.write(content);
        await file.close();
        return true;
      } catch {
        return false;
      }
    }
  }
  if (leaving()) return false;
  save_file(name, content.type, content);
  return true;
}
