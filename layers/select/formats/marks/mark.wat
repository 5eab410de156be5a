;; Marks bytes: for each byte from $at up to $end, one bit at $out, set when the byte is $a, $b or $c, or less than $low.
;; Works on 16 bytes at a time, so it reads up to 15 bytes, and writes up to 15 bits, beyond the end.
;; Returns 0 when all the bytes it has read are ASCII.
(module
  (memory (export "memory") 1)
  (func (export "mark")
    (param $at i32) (param $end i32) (param $out i32)
    (param $a i32) (param $b i32) (param $c i32) (param $low i32)
    (result i32)
    (local $bytes v128) (local $all v128)
    (loop $next
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $all (v128.or (local.get $all) (local.get $bytes)))
      (i32.store16
        (local.get $out)
        (i8x16.bitmask
          (v128.or
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (local.get $a)))
              (i8x16.eq (local.get $bytes) (i8x16.splat (local.get $b))))
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (local.get $c)))
              (i8x16.lt_u (local.get $bytes) (i8x16.splat (local.get $low)))))))
      (local.set $out (i32.add (local.get $out) (i32.const 2)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i8x16.bitmask (local.get $all))))
