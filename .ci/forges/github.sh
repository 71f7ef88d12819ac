# shellcheck shell=bash
# How GitHub is spoken to: by its own command line, which takes its token from GH_TOKEN.
# Read by .ci/propose.
branch=${branch:?} base=${base:?} body=${body:?}

git_push() {
  git -c credential.helper= -c credential.helper='!gh auth git-credential' push "$@"
}

find_request() {
  gh pr list --head "$branch" --base "$base" --state open --json number --jq '.[0].number // empty'
}

# Makes the label, or leaves it as it is.
make_label() {
  gh label create breaking --force --color B60205 --description 'Programs that use the SDK may break' >&2
}

create_request() {
  local labels=()
  if [ "${breaking:?}" = true ]; then
    make_label
    labels=(--label breaking)
  fi
  gh pr create --head "$branch" --base "$base" --title "${title:?}" --body-file "$body" ${labels[@]+"${labels[@]}"} >&2
}

update_request() {
  local label=--remove-label
  make_label
  if [ "${breaking:?}" = true ]; then label=--add-label; fi
  gh pr edit "$1" --title "${title:?}" --body-file "$body" "$label" breaking >&2
}

close_request() {
  gh pr close "$1" --comment "$2" --delete-branch >&2
}
