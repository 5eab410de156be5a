/** A serpent that rises from the waves. */
export function BlueDragon() {
  return (
    <>
      <path class="emblem__glow" d="M56 30L68 29L61 38L70 42L59 47L65 54L51 57ZM62 58L66 46L71 53L79 50L78 60Z" />
      <path
        class="emblem__shape"
        d="M13 36C15 31 21 28.5 26 26.5C28 20.5 33 17.5 39 17.5C42 14.5 47 12 53 11.5C50.5 14.5 49.5 17.5 50 20
          C53 18.5 57 18.5 60 19.5C57 21.5 55.5 24 56 27.5C62 36 59 46 52.5 53C48 58 46.5 64 47.5 76H25
          C22 59 29 50.5 37 43.5C41 40 41 36.5 37 37.5C32 41.5 25 44.5 17.5 43.5L18 39.5Z"
      />
      <path class="emblem__shape" d="M54 76C55 48 81 48 83 76H73.5C73 62 64.5 62 64 76Z" />
      <path
        class="emblem__shape"
        d="M83 76C82 69 82.5 64 84.5 60L78.5 57.5C83 57 86 55 88 51C90 55.5 90.2 59.5 88.5 64C88 68 89 72 90 76Z"
      />
      <circle class="emblem__cut" cx="33" cy="27.5" r="2.6" />
      <path
        class="emblem__glow"
        d="M8 70Q14.5 63 21 70T34 70T47 70T60 70T73 70T86 70Q90 66 94.5 66.5A47 47 0 0 1 8 70Z"
      />
      <path
        class="emblem__line"
        stroke-width="3"
        d="M8.5 70Q14.5 63 21 70T34 70T47 70T60 70T73 70T86 70Q90 66 94 66.5"
      />
      <path
        class="emblem__cut-line"
        stroke-width="2.4"
        d="M22 81Q28 75.5 34 81T46 81T58 81T70 81M36 89Q41 84.5 46 89T56 89T66 89"
      />
    </>
  );
}
