#!/usr/bin/env bash
# Pushes the edition in force to a bucket, so that reader hosts can follow it there:
#
#     site/deploy/push-bucket.sh DATA REMOTE:BUCKET/editions
#
# on the builder's host, after each publication or every minute (nothing new costs two requests). REMOTE is one of
# rclone's (`rclone config`; any S3-compatible store, Debian's rclone is new enough). Followers then run
#
#     python -m publishing.follow https://BUCKET-ADDRESS/editions --data DATA --key minisign.pub
#
# Order: the files of edition N, its signed list, a comparison of every object's MD5 with the file, and `current.json`
# as the very last. A push that dies leaves the bucket's edition in force; the next push goes on. `--immutable` refuses
# to change an object of an edition. What edition N shares with the edition before is copied inside the bucket: no
# bytes go up twice, but a bucket has no hard links, so each publication costs one COPY request for each file.
#
# KEEP (3) editions stay in the bucket; older ones and withdrawn files are deleted. Switch off object versions, or give
# them a short life: otherwise the bucket keeps withdrawn bytes.
#
# A CDN straight on the bucket, with /{N} as its origin path, gets each public file with the media type, cache class
# and (for .br and .gz siblings) coding that our reader sends. More cannot be promised there:
#   - the switch is a change of the CDN's origin path, at the CDN's speed: for a while two readers may see two editions,
#     and one reader a page of N with a list of N+1. Hashed names are safe where a miss is looked up in edition N-1;
#   - `/deeds/` needs the CDN's "index document" (index.html), and a 404 its "error document" (404.html);
#   - a bucket does not negotiate codings: the CDN must compress, or map Accept-Encoding to the .br and .gz siblings;
#   - ETag and Last-Modified are the bucket's; security headers, CORS and Vary are the CDN's to add (see nginx.conf);
#   - moved and withdrawn addresses answer 404 instead of 308 and 410; /search/, /report/, /id/, rows.* are not there.
# Where any of this matters, put a reader or nginx on a following host in front, and the CDN before that.
set -euo pipefail

die() { echo "$*" >&2; exit 1; }
[ $# = 2 ] || die "用法：$0 数据目录 存储:桶/editions"
data=$1 bucket=${2%/} keep=${KEEP:-3}
here=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}
case $keep in '' | *[!0-9]* | 0) die "KEEP 要是正整数：$keep" ;; esac
command -v rclone >/dev/null || die "没有 rclone，请安装：apt-get install rclone"
[ -d "$data/editions" ] || die "$data 里没有 editions 目录"

exec 9>"$data/editions/push.lock"
flock -n 9 || die "另一次上传正在进行，这次不动。"
plan=$(mktemp -d)
trap 'rm -rf "$plan"' EXIT

quiet() { rclone --log-level ERROR --retries 3 "$@"; }
headers() { while IFS= read -r line; do printf '%s\0' --header-upload "$line"; done <"$1"; }
# up FILES HEADERS TO: uploads the listed files of the edition with these headers.
up() {
  [ -s "$1" ] || return 0
  local with=()
  mapfile -d '' with < <(headers "$2")
  quiet copy --checksum --immutable --no-traverse --files-from-raw "$1" "${with[@]}" "$data/editions/$number" "$3"
}

# A bucket that cannot be reached must not look empty.
there=$(quiet lsf --max-depth 1 "$bucket" 2>"$plan/said") || grep -q "not found" "$plan/said" ||
  die "桶读不到：$(head -1 "$plan/said")"
if grep -qx current.json <<<"$there"; then quiet cat "$bucket/current.json" >"$plan/was.json"; fi

number=$(readlink "$data/editions/current") || die "本机还没有公开任何一版。"
# The edition to copy from: the newest that is whole in the bucket and still on this disk.
previous=
for other in $(sed -n 's:^\([0-9]\{1,\}\)/$:\1:p' <<<"$there" | sort -rn); do
  if [ "$other" != "$number" ] && [ -f "$data/editions/$other/.edition/store.json" ] &&
    [ -n "$(quiet lsf "$bucket/$other/.edition/store.json.minisig" 2>/dev/null || true)" ]; then
    previous=$other
    break
  fi
done

PYTHONPATH=$here "$python" -m publishing.follow.bucket "$data" "$plan" ${previous:+"$previous"}
number=$(cat "$plan/edition")

if ! cmp -s "$plan/current.json" "$plan/was.json"; then
  if [ -n "$previous" ]; then
    quiet copy --checksum --immutable --exclude-from "$plan/not-the-same" "$bucket/$previous" "$bucket/$number"
  fi
  for files in "$plan"/[0-9]*.files; do up "$files" "${files%.files}.headers" "$bucket/$number"; done
  up "$plan/last.files" "$plan/last.headers" "$bucket/$number"
  quiet check --one-way "$data/editions/$number" "$bucket/$number" ||
    die "桶里的第 $number 版与本机不符，没有换版。"
fi

# Withdrawals before the switch: a follower that sees the new edition finds the list that belongs to it.
for name in withdrawals.json withdrawals.json.minisig; do
  [ ! -f "$data/editions/$name" ] || quiet copyto --checksum --header-upload "Cache-Control: no-cache" \
    "$data/editions/$name" "$bucket/$name"
done
if ! cmp -s "$plan/current.json" "$plan/was.json"; then
  quiet copyto --ignore-times --header-upload "Content-Type: application/json" \
    --header-upload "Cache-Control: no-cache" "$plan/current.json" "$bucket/current.json"
  echo "第 $number 版已在桶里公开。"
fi

if [ -s "$plan/withdrawn.files" ]; then
  quiet delete --files-from-raw "$plan/withdrawn.files" "$bucket"
fi
kept=1
for old in $(quiet lsf --dirs-only --max-depth 1 "$bucket" | sed -n 's:^\([0-9]\{1,\}\)/$:\1:p' | sort -rn); do
  [ "$old" != "$number" ] || continue
  # What was pruned here, or is beyond KEEP, goes there too.
  if [ "$kept" -lt "$keep" ] && [ -d "$data/editions/$old" ]; then
    kept=$((kept + 1))
    continue
  fi
  # The signature first: without it no push takes the rest for a whole edition.
  quiet deletefile "$bucket/$old/.edition/store.json.minisig" 2>/dev/null || true
  quiet purge "$bucket/$old"
  echo "已从桶里删去第 $old 版。"
done
