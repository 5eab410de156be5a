import { crc32 as zlibCrc32 } from 'node:zlib';

/** CRC-32 (ISO-HDLC), the one of zip files, as S3 sends it: big-endian bytes. */
export function crc32(bytes: Uint8Array): Buffer {
  return bigEndian(zlibCrc32(bytes));
}

const castagnoli = crc32Table(0x82f63b78);

/** CRC-32C (Castagnoli, RFC 3720 section 12.1), big-endian. */
export function crc32c(bytes: Uint8Array): Buffer {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (castagnoli[(crc ^ byte) & 0xff] ?? 0);
  return bigEndian(crc ^ 0xffffffff);
}

/** The reflected polynomial of CRC-64/NVME, in two halves because JavaScript's bit operators have 32 bits. */
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;
const nvme = crc64Table();

/** CRC-64/NVME (NVM Express NVM Command Set Specification), big-endian; S3's own choice since the end of 2024. */
export function crc64nvme(bytes: Uint8Array): Buffer {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (nvme.low[index] ?? 0);
    high = (high >>> 8) ^ (nvme.high[index] ?? 0);
  }
  return Buffer.concat([bigEndian(high ^ 0xffffffff), bigEndian(low ^ 0xffffffff)]);
}

function crc32Table(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc;
  });
}

function crc64Table(): { high: Uint32Array; low: Uint32Array } {
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const carry = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (carry === 1) [high, low] = [high ^ nvmeHigh, low ^ nvmeLow];
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  return table;
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
