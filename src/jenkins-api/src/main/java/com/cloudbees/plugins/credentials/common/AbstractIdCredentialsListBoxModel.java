package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;

public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    public native AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String value);

    public native AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue();

    public native AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            Item context,
            Class<? extends C> type,
            List<?> domainRequirements,
            CredentialsMatcher matcher);

    public AbstractIdCredentialsListBoxModel() {}
}
