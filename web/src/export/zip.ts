/** One ZIP that grows file by file; only what is compressed is kept in memory. */
import { strToU8, Zip, ZipDeflate } from "fflate";

/** A ZIP without its 64-bit form holds no more. */
const FILES_MAX = 65_000;

export class Archive {
  private readonly chunks: BlobPart[] = [];
  private readonly zip: Zip;
  private failed: Error | null = null;
  private files = 0;

  constructor() {
    this.zip = new Zip((error, chunk) => {
      if (error === null) this.chunks.push(chunk);
      else this.failed = error;
    });
  }

  add(path: string, text: string): void {
    this.files += 1;
    if (this.files > FILES_MAX) throw new Error(`More than ${FILES_MAX} files do not fit one ZIP.`);
    const file = new ZipDeflate(path, { level: 6 });
    this.zip.add(file);
    file.push(strToU8(text), true);
    if (this.failed !== null) throw this.failed;
  }

  /** Close it, and return all of it. */
  whole(): Blob {
    this.zip.end();
    if (this.failed !== null) throw this.failed;
    return new Blob(this.chunks, { type: "application/zip" });
  }
}
