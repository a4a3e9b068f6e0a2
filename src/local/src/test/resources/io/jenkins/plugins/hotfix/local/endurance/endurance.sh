# What the git and the commands of a drilled hotfix have in common: each call gets a number, and the chosen one kills the hotfix.

# Notes a call in a file, one line each, and sets $number to which it is. Appending is atomic, so calls at once differ.
count() {
    file=$1
    line=$(printf '%s' "$2" | tr '\n' ' ')
    printf '%s %s\n' "$$" "$line" >> "$file"
    at=0
    while read -r pid rest; do
        at=$((at + 1))
        if [ "$pid" = "$$" ]; then
            number=$at
        fi
    done < "$file"
}

# Kills the hotfix alone, or all of its process group, to which whoever calls this usually belongs.
kill_hotfix() {
    if [ "$ENDURANCE_SCOPE" = group ]; then
        kill -s KILL -- "-$ENDURANCE_PID"
    else
        kill -s KILL "$ENDURANCE_PID"
    fi
}
