/** A dragon's eye between its scales. */
export function DragonEye() {
  return (
    <>
      <path
        class="emblem__shape"
        d="M7 45C10 37 15 31 20 27L18 18L29 21.5L30 10L42 17L48 6L56 16.5L67 9.5L69 20.5L80 17L79.5 27C86 32 91 39 93.5 46C82 36 68 32 52 32C36 32 20 36 7 45Z"
      />
      <path class="emblem__shape" d="M8 55C22 42 37 38 52 38C67 38 80 44 92 54C80 67 66 74 51 74C35 74 20 67 8 55Z" />
      <circle class="emblem__glow" cx="51.5" cy="55.5" r="16.5" />
      <path class="emblem__shape" d="M51.5 38C57.5 49 57.5 62 51.5 73C45.5 62 45.5 49 51.5 38Z" />
      <circle class="emblem__light" cx="58.5" cy="48.5" r="3.2" />
      <path
        class="emblem__shape"
        d="M17 70C28 79 39 82 51 82C63 82 74 78 84 69C76 83 64 90.5 51 90.5C37 90.5 25 84 17 70Z"
      />
    </>
  );
}
