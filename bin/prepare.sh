# Read by the commands beside it: goes to the root of the clone and installs what is missing. Writes to stderr only,
# since what `bin/lianxin` prints is read by machines. Needs a POSIX shell, Node 20 or later and npm.

cd "$(dirname "$0")/.." || exit 1
root=$(pwd -P)

# Runs a step so that a signal stops the step too, instead of leaving it behind.
step() {
  "$@" &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 130' INT
  wait "$child"
  outcome=$?
  trap - TERM INT
  return "$outcome"
}

# Installing removes node_modules, and with it the Node that npm scripts put first in PATH: the host's must install.
path_of_host() {
  printf '%s' "$PATH" | tr ':' '\n' | grep -v '/node_modules/' | grep -v '/node-gyp-bin$' | paste -s -d ':' -
}

install_dependencies() {
  stamp=node_modules/.installed
  wanted=$(cksum <package-lock.json)
  # A linked node_modules belongs to another clone, which installs it.
  if [ -L node_modules ] || [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return 0; fi
  # Installed by hand since the lockfile last changed.
  if [ -e node_modules/.package-lock.json ] && [ -x node_modules/.bin/node ] &&
    [ -z "$(find package-lock.json -newer node_modules/.package-lock.json)" ]; then
    printf '%s\n' "$wanted" >"$stamp"
    return 0
  fi
  major=$(PATH=$(path_of_host) node -p 'process.versions.node.split(".")[0]' 2>/dev/null)
  if [ "${major:-0}" -lt 20 ]; then
    echo "需要 Node.js 20 或更新的版本以及 npm,请先安装。" >&2
    return 1
  fi
  echo "正在安装依赖……" >&2
  PATH=$(path_of_host) step npm ci --include=dev --no-audit --no-fund --loglevel=error >&2 || {
    echo "安装依赖失败。请检查网络后重试。" >&2
    return 1
  }
  printf '%s\n' "$wanted" >"$stamp"
}

# Builds the pages when their sources differ from those of the last build, by content: a checkout touches every file.
build_web() {
  [ -e src/web/index.html ] || return 0
  wanted=$(find src/web src/shared src/modules vite.config.ts package-lock.json -type f ! -name '*.test.ts' ! -name '*.sql' \
    -exec cksum {} + | LC_ALL=C sort | cksum)
  if [ -d dist/web ] && [ "$(cat dist/web.stamp 2>/dev/null)" = "$wanted" ]; then return 0; fi
  echo "正在生成网页……" >&2
  rm -f dist/web.stamp
  step vite build --logLevel warn >&2 || {
    echo "生成网页失败,原因见上。" >&2
    return 1
  }
  printf '%s\n' "$wanted" >dist/web.stamp
}

install_dependencies || exit 1
PATH=$root/node_modules/.bin:$PATH
export PATH
