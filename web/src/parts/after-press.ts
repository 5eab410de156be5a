/**
 * Does something at once; but while a mouse button or a finger is down, after it was lifted. What appears in between would move a button
 * away from under the pointer that is pressing it, and the click would be none.
 */
export function afterPress(action: () => void): void {
  if (document.querySelector(':active') === null) {
    action();
    return;
  }
  // The click follows on mouseup, by touch, too (https://w3c.github.io/uievents/#event-type-click).
  addEventListener('mouseup', () => setTimeout(action), { once: true, capture: true });
}
