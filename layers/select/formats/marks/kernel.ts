/** `mark.wat`, assembled; a test compares the two. */
export const kernelBase64 =
  'AGFzbQEAAAABDAFgB39/f39/f38BfwMCAQAFAwEAAQcRAgZtZW1vcnkCAARtYXJrAAAKXwFdAQJ7A0AgAP0ABAAhByAIIAf9UCEIIAIgByAD/Q/9' +
  'IyAHIAT9D/0j/VAgByAF/Q/9IyAHIAb9D/0m/VD9UP1kOwEAIAJBAmohAiAAQRBqIQAgACABSQ0ACyAI/WQL';

/** Memory that bytes are copied to, and the function that marks them there; see `mark.wat`. */
export interface Kernel {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  mark(at: number, end: number, out: number, a: number, b: number, c: number, low: number): number;
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: object };
}

/** Part of the language's runtime, but neither of its type library nor of Node's; absent under `--jitless`. */
declare const WebAssembly: WebAssemblyApi | undefined;

/** The kernel, or undefined where this process runs no WebAssembly or none with SIMD instructions. */
export function loadKernel(): Kernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernelBase64, 'base64')));
    return isKernel(exports) ? exports : undefined;
  } catch {
    return undefined;
  }
}

function isKernel(exports: object): exports is Kernel {
  return 'memory' in exports && 'mark' in exports;
}
