// The part of unbzip2-stream that decodes one block; the published types cover only its stream, which this is not used for.
declare module 'unbzip2-stream/lib/bzip2.js' {
  /** Reads so many bits, 32 at most; with `null` passes over what is left of the byte. */
  type ReadBits = (count: number | null) => number;

  const bzip2: {
    /** Reads the header of a stream; returns the size of its blocks in 100,000 bytes. */
    header(read: ReadBits): number;
    /**
     * Decodes a block into `put` and returns the stream's checksum so far, or checks that sum at the stream's end and
     * returns null. `work` has room for a block.
     */
    decompress(
      read: ReadBits,
      put: (byte: number) => void,
      work: Int32Array,
      blockBytes: number,
      streamCrc: number,
    ): number | null;
  };
  export = bzip2;
}
